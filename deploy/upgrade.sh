#!/bin/sh
# 升级：先备份，装新版本，迁移，换指向，重启；不成功就回退。sh deploy/upgrade.sh /opt/zgt
# 回退：sh deploy/upgrade.sh --back /opt/zgt 上一版本号 （数据库用升级前的备份恢复到新库）
set -eu
if [ "${1:-}" = --back ]; then
    home=$2 version=$3
    [ -d "$home/releases/$version" ] || { printf '没有版本 %s\n' "$version" >&2; exit 1; }
    ln -sfn "$home/releases/$version" "$home/current"
    printf '已指回 %s。升级改过数据库的，请新建空库，用升级前的备份执行 ./run manage restore，再启动。\n' "$version"
    exit
fi
home=${1:-/opt/zgt}
before=$(readlink "$home/current")
restart() {
    told='请重新启动服务。'
    for unit in zgt zgt-web zgt-worker zgt-beat; do
        if systemctl is-enabled --quiet "$unit" 2>/dev/null; then systemctl restart "$unit" && told="已重启 $unit。"; fi
    done
    printf '%s\n' "$told"
}
"$home/current/run" manage backup
sh "$(dirname -- "$0")/install.sh" "$home"
if "$home/current/run" manage migrate --verbosity 0 && "$home/current/run" manage check; then
    restart
    printf '升级完成：%s → %s\n' "$before" "$(readlink "$home/current")"
else
    ln -sfn "$before" "$home/current"
    printf '升级未成功，已指回 %s；数据库可用刚才的备份恢复。\n' "$before" >&2
    exit 1
fi
