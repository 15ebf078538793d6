#!/bin/sh
# 断网验收：在没有网络的命名空间里解包、核对、安装、启动一次。sh deploy/check-offline.sh dist/zgt-….tar.gz
set -eu
bundle=$(cd -- "$(dirname -- "$1")" && pwd)/$(basename -- "$1")
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
tar -xzf "$bundle" -C "$place"
unshare -rn sh -eu -c '
    place=$1
    ip link set lo up 2>/dev/null || true
    cd "$place"/zgt-*
    sh deploy/install.sh "$place/home"
    cd "$place/home/current"
    DATA_DIR=$place/data ./run manage migrate --verbosity 0
    DATA_DIR=$place/data ./run manage check
    DATA_DIR=$place/data ./run manage account zhouming --name 周明 --work office
' check "$place"
printf '达到  断网安装并初始化成功。\n'
