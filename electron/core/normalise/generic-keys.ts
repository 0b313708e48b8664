/** Where makers put what they all tell, the plainest names first. A dot is a step inwards, or a dot. */

const paths = (words: string): readonly (readonly string[])[] =>
  words.split(/\s+/).map((word) => word.split('.'));

export const TIME_KEYS =
  paths(`@timestamp timestamp time ts Timestamp Time eventTime event_time EventTime datetime
  DateTime date_time date created_at createdAt created CreationTime TimeGenerated time_generated TimeCreated
  published occurred occurred_at occurredAt activityDateTime eventTimestamp event_timestamp event_date _time log_time
  logTime start_time startTime __REALTIME_TIMESTAMP timeUnixNano observedTimeUnixNano epoch unixtime event.created
  event.timestamp event.time metadata.timestamp protoPayload.timestamp`);

export const HOST_KEYS =
  paths(`host.name host.hostname hostname host_name host Hostname HostName computer Computer
  ComputerName computer_name device_name deviceName DeviceName devname dvchost machine machine_name server agent.name
  agent.hostname device.name device.hostname device observer.name sensor node _HOSTNAME source_host resource.host.name`);

export const MESSAGE_KEYS =
  paths(`message msg Message MESSAGE description Description short_message full_message
  event title summary log text textPayload jsonPayload.message body.stringValue body displayMessage event.message
  data.message error.message error alert.message alert.name alert.signature signature details reason eventName name`);

export const SEVERITY_KEYS =
  paths(`severity level Severity log.level log_level loglevel LogLevel levelname lvl
  severity_text severityText severityLevel Level priority Priority alert.severity event.severity threat_level risk_level
  riskLevel criticality urgency`);

export const SOURCE_KEYS =
  paths(`source.ip source.address src_ip source_ip srcip src client_ip clientIp clientip
  client.ip client.ipAddress ClientIP sourceIPAddress sourceIp sourceAddress source_address SourceIP SrcIP srcaddr
  src_addr remote_addr remote_ip remoteAddr remoteIp remote_address callerIpAddress ipAddress ip_address attacker_ip
  attackerIp peer_ip network.client.ip request.ip httpRequest.remoteIp protoPayload.requestMetadata.callerIp userIp
  saddr source ip`);

export const TARGET_KEYS =
  paths(`destination.ip destination.address dest_ip dst_ip destination_ip dstip dst dest
  server_ip serverIp server.ip ServerIP destinationIp destinationAddress destination_address DestinationIP DstIP dstaddr
  dst_addr target_ip targetIp httpRequest.serverIp victim_ip daddr destination target`);

export const SOURCE_PORT_KEYS =
  paths(`source.port src_port source_port srcport sport client_port clientPort client.port
  sourcePort SourcePort SrcPort spt remote_port`);

export const TARGET_PORT_KEYS =
  paths(`destination.port dest_port dst_port destination_port dstport dport server_port
  server.port destinationPort DestinationPort DstPort dpt target_port`);

export const TRANSPORT_KEYS = paths(
  'network.transport transport protocol proto Protocol ip_protocol ipProtocol protocol_name',
);

export const USER_KEYS =
  paths(`user.name username user_name userName UserName user.username user.email user User
  account account_name AccountName actor.alternateId actor.name actor.email actor userIdentity.userName UserId login
  principal suser duser protoPayload.authenticationInfo.principalEmail identity.user`);

export const ACTION_KEYS = paths(
  'event.action action Action event_action eventName operation Operation activity act eventType event_type',
);

export const OUTCOME_KEYS = paths('event.outcome outcome outcome.result result Result status Status');

export const RULE_NAME_KEYS = paths(
  'rule.name rule.description rule_name ruleName RuleName alert.signature signature alert_name AlertName threat_name threatName rule',
);

export const RULE_ID_KEYS = paths(
  'rule.id rule_id ruleId RuleId ruleid alert.signature_id signature_id sid rule.uuid',
);

export const URL_KEYS = paths(
  'url.original url.full url request_url requestUrl httpRequest.requestUrl uri URL',
);
export const METHOD_KEYS = paths(
  'http.request.method request_method requestMethod httpRequest.requestMethod http_method method',
);
export const STATUS_KEYS = paths(
  'http.response.status_code status_code statusCode httpRequest.status http_status status',
);
export const AGENT_KEYS = paths(
  'user_agent.original user_agent userAgent httpRequest.userAgent http_user_agent',
);
export const VENDOR_KEYS = paths('observer.vendor vendor Vendor vendor_name deviceVendor device_vendor');
export const PRODUCT_KEYS = paths(
  'observer.product product Product product_name deviceProduct device_product',
);
export const TECHNIQUE_KEYS = paths(
  'threat.technique.id rule.mitre.id mitre.technique.id mitre_technique_id technique_id mitre.id techniques',
);
export const TACTIC_KEYS = paths(
  'threat.tactic.id mitre.tactic.id mitre_tactic_id tactic_id threat.tactic.name tactics tactic',
);
