#!/bin/sh
# 离线安装包：程序、全部依赖的安装包、校验值和安装脚本，装进一个文件。
set -eu
version=$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)
name=zgt-$version-$(uname -m)
mkdir -p "${1:-dist}"
out=$(cd "${1:-dist}" && pwd)
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir "$stage/$name"
[ -d wheelhouse ] || ./run wheelhouse
git -c core.quotepath=off ls-files | grep -v -e '^tests/' -e '^docs/pictures/' >"$stage/files"
tar -cf "$stage/program.tar" -T "$stage/files"
tar -xf "$stage/program.tar" -C "$stage/$name"
cp -R wheelhouse "$stage/$name/wheelhouse"
(
    cd "$stage/$name"
    find . -type f ! -name SHA256SUMS | LC_ALL=C sort | while IFS= read -r file; do sha256sum "${file#./}"; done >SHA256SUMS
)
tar -czf "$out/$name.tar.gz" -C "$stage" "$name"
(cd "$out" && sha256sum "$name.tar.gz" >"$name.tar.gz.sha256")
printf '已打包：%s（%s）\n' "$out/$name.tar.gz" "$(du -h "$out/$name.tar.gz" | cut -f1)"
