"""Words that an office's passwords are built on, by hand: what somebody who knows offices tries.

Small letters only; figures in the place of letters (p@ssw0rd) and decoration are the guesser's.
"""

SYSTEMS = """
admin administrator root guest test tester user login logon password passwd passw pass pwd welcome
master manager default super sysadmin system server oracle mysql postgres redis tomcat weblogic
linux windows huawei hikvision lenovo office changeme letmein access secret qq weixin wechat baidu
tencent alipay taobao zabbix nginx router switch account zhanghao denglu mima kouling yonghu ceshi
guanli guanliyuan xitong shuju wangluo jisuanji diannao
"""
OFFICES = """
zhengfu zhengwu jiguan danwei bangong bangongshi gongzuo fuwu dating dangwei dangzu jiwei jianwei
renda zhengxie shiwei quwei xianwei shizheng quzheng zuzhibu xuanchuan tongzhan zhengfa gongan
jiancha fayuan sifa jiaoyu jiaoyuju weisheng weijian minzheng minzhengju caizheng caizhengju
renshe zhujian chengguan jiaotong nongye shuili shichang jianguan yingji shenji tongji xinfang
shuiwu huanbao shengtai kejiao wenhua lvyou tiyu jiedao shequ xiangzhen zhen cun dangjian dangyuan
zhibu ganbu lingdao juzhang kezhang zhuren shuji keyuan mishu zongzhi zuofeng zhengdun jianshe
zhenggai duban ducha duchazu pingyi taizhang xiaohao qingdan zhengce hangzheng shenpi yewu xuexi
minzhu tuanjie fendou chuxin shiming weirenmin fuwurenmin weirenminfuwu lianjie gongkai zhzg zgt
zfzd zfjs zwfw jyj mzj czj rsj wjj zjj szj bgs jcy dwb zzb xcb
"""
PLACES = """
zhongguo zhonghua china beijing shanghai tianjin chongqing guangzhou shenzhen heilongjiang haerbin
harbin daqing qiqihaer mudanjiang jiamusi suihua heihe jixi hegang yichun qitaihe shuangyashan
daxinganling jilin changchun liaoning shenyang dalian shandong jinan qingdao henan zhengzhou hebei
wuhan hubei hunan changsha nanjing jiangsu zhejiang hangzhou sichuan chengdu shanxi xian gansu
lanzhou guangdong guangxi nanning fujian fuzhou anhui hefei jiangxi nanchang yunnan kunming
guizhou guiyang hainan haikou neimenggu xinjiang xizang qinghai ningxia longjiang hlj hrb nangang
daoli daowai
"""
HEARTS = """
love iloveyou woaini aini aiwo baobao baobei nihao hello happy lucky kuaile xingfu jixiang ruyi
pingan jiankang facai gongxi xinnian shengri laopo laogong erzi nver mama baba family jiating
haizi dragon monkey tiger football sunshine princess superman batman summer winter spring autumn
fall season chun xia qiu dong chuntian xiatian qiutian dongtian chunji xiaji qiuji dongji chunjie
guoqing zhongqiu yuandan january february march april may june july august september october
november december jan feb mar apr jun jul aug sep oct nov dec monday tuesday wednesday thursday
friday saturday sunday yiyue eryue sanyue siyue wuyue liuyue qiyue bayue jiuyue shiyue nian yue ri
"""
LUCKY = """
520 521 1314 5201314 5211314 666 888 168 518 588 688 998 110 119 120 122 114 12345 12315 12388
12333 007 101 996 10086 10010 10000 2008 123 321 147 258 369 147258 147258369 159 357 159357
741852963
"""
WALKS = """
1q2w 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2 q1w2e3 q1w2e3r4 q1w2e3r4t5 qawsed qawsedrf
qwaszx aqswde qweasd qweasdzxc qazwsx qazxsw
"""
CHARACTERS = """
密码 口令 管理员 管理 系统 登录 测试 用户 账号 办公室 办公 单位 机关 政府 政务 服务 大厅 党委 党组
纪委 人大 政协 区委 县委 市委 组织部 宣传部 公安 教育 卫健 民政 财政 人社 住建 城管 交通 农业 水利
市场 应急 审计 统计 信访 街道 社区 党建 党员 干部 领导 主任 书记 局长 科长 作风 整顿 建设 整改
督办 督查 评议 台账 销号 清单 为人民服务 中国 我爱你 你好 春天 夏天 秋天 冬天 春季 夏季 秋季 冬季
新年 快乐 平安 幸福 发财 年 月 日
"""
BASES = frozenset(" ".join((SYSTEMS, OFFICES, PLACES, HEARTS, LUCKY, WALKS, CHARACTERS)).split())

SURNAMES = """
wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie
song tang han feng deng cao peng zeng xiao tian dong yuan pan cai jiang yu du ye cheng su wei lv
ding ren shen yao lu cui zhong tan wang fan jin shi liao jia xia fu fang bai zou meng xiong qin
qiu hou yin xue yan lei long tao mao hao gong shao wan qian dai lai
"""
SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue"
    "|ve|er|a|o|e|i|u|v)"
)
