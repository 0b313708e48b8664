import type { NameList } from './plain-names.ts';

/** Where makers put what they all tell, spelt as `plainKey` spells names. */

const names = (outer: string, anywhere = ''): NameList => ({
  outer: words(outer),
  anywhere: words(anywhere),
});

function words(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

export const TIME = names(
  `timestamp eventtime eventtimestamp time ts eventdatetime datetime dateandtime utctime utctimestamp realtimetimestamp
  occured created createdat createdtime createddatetime creationtime creationdate creationdatetime timegenerated timecreated
  published occurred occurredat activitydatetime activitytime eventdate eventcreatedate eventcreationtime
  detectiontime detectedat timestampdetected
  logtime logtimestamp logdate requesttimestamp requesttimestampepoch isotimestamp starttime startedat startdatetime
  start observedtimeunixnano timeunixnano epoch unixtime calendartime triggeredat insertedat alerttime alertdate
  devicetime devtime generatedtime generatedat when idtime receivedtime receivedat receivetime servertimestamp
  updatedat lastupdated date end`,
  `eventtimestamp eventtime timestamp createdat creationtime createddatetime createdtime timegenerated timecreated
  eventcreationtime creationdate detectiontime detectiondate starttime eventdate clicktime messagetime`,
);

export const HOST = names(
  `hostname host hostfqdn computer computername devicename devicehostname device devname dvchost machine machinename
  server servername agentname agenthostname agentcomputername sensor sensorname node nodename sourcehost hostidentifier
  endpointname endpointhostname endpoint devicednsname computerdnsname fqdn observername observerhostname
  resourcehostname metahostname workstation workstationname dvc`,
  'computername devicename computerdnsname devicednsname devicehostname agentcomputername endpointname machinename',
);

export const MESSAGE = names(
  `message msg event eventmessage logmessage description shortmessage fullmessage title summary log text textpayload
  bodystringvalue body displaymessage errormessage error signature detail details reason infomsg output eventdescription
  alertname threatname eventname operationname name`,
  'message msg description title displaymessage eventdescription',
);

export const SEVERITY = names(
  `severity loglevel level levelname lvl severitytext severitylevel severityname severitylabel alertseverity priority
  threatlevel risklevel risk criticality urgency importance impact`,
  'severityname severitylevel severity risklevel',
);
/** Numbers under these names have a scale of their own. */
export const SEVERITY_NUMBER = names(
  'severity eventseverity severitylevel severityid alertseverity sev',
  'severity',
);

export const SOURCE = names(
  `sourceip sourceaddress srcip src clientip clientipaddress clientaddress source client ip ipaddress ipaddr actorip
  actoripaddress address addr rhost fromip from remip peer peerip peeraddress cip xforwardedfor`,
  `srcip ipsrc sourceip sourceipaddress sourceipv4 sourceipv6 sourceaddress srcaddress srcaddr srcipaddr saddr clientip
  clientipaddress clientaddress clientaddr cliip remoteip remoteipaddress remoteaddress remoteaddr downstreamremoteaddress
  calleripaddress callerip attackerip attackeraddress peerip peeripaddress userip useripaddress actoripaddress actorip
  originip srchost initiatorip srcendpointip requestip loginip senderip accessdeviceip principalip clickip sourceinfoip connsrcip`,
);
export const TARGET = names(
  'destination dest dst target server serverip',
  `dstip destip ipdst destinationip destinationipaddress destinationipv4 destinationipv6 destinationaddress destaddress
  destaddr dstaddress dstaddr daddr serverip serveripaddress serveraddress targetip targetipaddress targetaddress victimip
  dstendpointip responderip upstreamhost upstreamaddr upstreamaddress requestserverip conndestip`,
);
/** Of these, which is the source depends on who began: see `DIRECTION`. */
export const LOCAL = names(
  'localip localaddress localipaddress localaddr locip localaddressip4 localaddressip6',
  'localip localaddress localipaddress',
);
export const REMOTE = names(
  'remoteip remoteaddress remoteipaddress remoteaddr remoteaddressip4 remoteaddressip6',
  'remoteip remoteaddress remoteipaddress',
);
export const LOCAL_PORT = names('localport', 'localport');
export const REMOTE_PORT = names('remoteport', 'remoteport');
export const DIRECTION = names('direction networkdirection connectiondirection', 'direction');

export const SOURCE_PORT = names(
  'cport',
  `srcport sourceport clientport spt sport sourceportnumber srcendpointport remoteport sourcetransportport peerport connsrcport`,
);
export const TARGET_PORT = names(
  'serverport',
  `dstport destport destinationport dpt dport serverport targetport destinationportnumber dstendpointport
  destinationtransportport conndestport`,
);
export const TRANSPORT = names(
  'networktransport transport protocol proto ipprotocol protocolname ipproto protocolid prot',
  'ipprotocol networktransport transportprotocol protocolname ipproto networkprotocol protocol proto',
);

export const USER = names(
  `username user userlogin useraccount useremail account accountname loginname login actoralternateid actorname
  actoremail actorusername actoruser actor principal suser duser usr acct operator identity admin adminname email userid
  who`,
  `username useremail userprincipalname principalemail principalname srcuser srcusername sourceuser sourceusername
  subjectusername targetusername dstuser destinationuser destinationusername accountname actoremail actoralternateid actorname
  useridentityusername loginusername loginname userlogin userlogonname authdisplayname initiatingprocessaccountname
  accountupn actoremailaddress useridentityarn userdisplayname`,
);

export const ACTION = names(
  `action act eventaction actiontaken actiontype actionname logsubtype eventname operation operationname activity
  activityname activitytype eventtype methodname verb disposition verdict decision disp op`,
  'eventaction actionname operationname eventtype',
);
export const OUTCOME = names(
  'outcome outcomeresult eventoutcome result resultstatus status res actionresult success actionstatus',
  'outcome outcomeresult resultstatus',
);
/** Zero or nothing where it went well. */
export const ERROR_CODE = names('errorcode statuserrorcode resulttype', 'errorcode');

export const RULE_NAME = names(
  `rulename ruledescription alertname threatname detectname detectionname signature signaturename attackname attack
  fwrulename firewallrulename policyname policy virusname malwarename rule modelname`,
  'rulename ruledescription alertname threatname detectname fwrulename signaturename policyname malwarename virusname',
);
export const RULE_ID = names(
  'ruleid ruleuuid signatureid fwruleid firewallruleid policyid',
  'ruleid ruleuuid signatureid fwruleid policyid',
);

export const URL = names(
  'url urloriginal urlfull requesturl fullurl uri requesturi requestpath path csuristem urlpath httpurl',
  'requesturl urloriginal urlfull fullurl url requesturi uri',
);
export const URL_HOST = names(
  'urldomain urlhost httphost requesthost authority domain cshost host destinationdomain serverhostname',
  'urldomain requesthost httphost',
);
export const METHOD = names('method', 'requestmethod httpmethod httprequestmethod csmethod');
export const STATUS = names(
  'statuscode responsecode status scstatus',
  'responsestatuscode responsestatus httpstatus httpstatuscode statuscode requeststatus',
);
export const AGENT = names(
  'agent csuseragent',
  'useragentoriginal useragent httpuseragent rawuseragent clientuseragent',
);
export const VENDOR = names(
  'observervendor vendor vendorname devicevendor manufacturer',
  'devicevendor vendorname',
);
export const PRODUCT = names(
  'observerproduct product productname deviceproduct',
  'deviceproduct productname',
);
export const PROCESS = names(
  'processname process procname syslogidentifier program appname application programname',
  'processname procname',
);
export const COMMAND = names('commandline cmdline', 'commandline cmdline processcommandline');
export const HASH_SHA256 = names('sha256', 'sha256 filehashsha256 filesha256 sha256hash');
export const HASH_MD5 = names('md5', 'md5 filehashmd5 filemd5 md5hash');
export const QUESTION = names('queryname dnsquery qname', 'dnsquestionname queryname dnsquery qname');
