#!/bin/sh
# 在解开的离线安装包目录里执行：sh deploy/install.sh [安装目录，默认 /opt/zgt]
# 先核对校验值，再装入 releases/版本，把 current 指过去；旧版本留着供回退。全程不联网。
set -eu
home=${1:-/opt/zgt}
cd -- "$(dirname -- "$0")/.."
sha256sum --quiet -c SHA256SUMS || { printf '文件与校验值不符，已停止。\n' >&2; exit 1; }
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
release=$home/releases/$version
mkdir -p "$home/releases"
[ ! -e "$release" ] || { printf '版本 %s 已安装过：%s\n' "$version" "$release" >&2; exit 1; }
cp -R . "$release.part"
cd "$release.part"
python=${PYTHON:-python3}
"$python" -m venv .venv
.venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-index \
    --find-links wheelhouse -r requirements.txt
cp requirements.txt .venv/installed-requirements.txt
# 附件放 S3 存储的才要：S3=1 sh deploy/install.sh
if [ "${S3:-0}" = 1 ]; then
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-index \
        --find-links wheelhouse -r requirements-s3.txt
    cp requirements-s3.txt .venv/installed-requirements-s3.txt
fi
cd /
mv "$release.part" "$release"
ln -sfn "$release" "$home/current"
printf '已安装 %s，当前版本指向 %s/current\n' "$version" "$home"
