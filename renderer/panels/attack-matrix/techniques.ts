/** Enterprise tactics in the matrix's order. Their names are in the message catalogues. */
export const TACTIC_ORDER = [
  'TA0043',
  'TA0042',
  'TA0001',
  'TA0002',
  'TA0003',
  'TA0004',
  'TA0005',
  'TA0006',
  'TA0007',
  'TA0008',
  'TA0009',
  'TA0011',
  'TA0010',
  'TA0040',
] as const;

export interface Technique {
  readonly name: string;
  readonly tactics: readonly string[];
}

/**
 * MITRE ATT&CK technique names (no official translation exists) with their tactics' last two digits, for rules that
 * name no tactic. The common ones; a technique that is not here shows its id and stands where its rule puts it.
 */
const TABLE = `
T1595 43 Active Scanning
T1592 43 Gather Victim Host Information
T1589 43 Gather Victim Identity Information
T1590 43 Gather Victim Network Information
T1598 43 Phishing for Information
T1583 42 Acquire Infrastructure
T1584 42 Compromise Infrastructure
T1587 42 Develop Capabilities
T1588 42 Obtain Capabilities
T1608 42 Stage Capabilities
T1189 01 Drive-by Compromise
T1190 01 Exploit Public-Facing Application
T1133 01,03 External Remote Services
T1200 01 Hardware Additions
T1566 01 Phishing
T1091 01,08 Replication Through Removable Media
T1195 01 Supply Chain Compromise
T1199 01 Trusted Relationship
T1078 01,03,04,05 Valid Accounts
T1059 02 Command and Scripting Interpreter
T1203 02 Exploitation for Client Execution
T1559 02 Inter-Process Communication
T1106 02 Native API
T1053 02,03,04 Scheduled Task/Job
T1129 02 Shared Modules
T1072 02,08 Software Deployment Tools
T1569 02 System Services
T1204 02 User Execution
T1047 02 Windows Management Instrumentation
T1098 03,04 Account Manipulation
T1197 03,05 BITS Jobs
T1547 03,04 Boot or Logon Autostart Execution
T1037 03,04 Boot or Logon Initialization Scripts
T1176 03 Software Extensions
T1554 03 Compromise Host Software Binary
T1136 03 Create Account
T1543 03,04 Create or Modify System Process
T1546 03,04 Event Triggered Execution
T1574 03,04,05 Hijack Execution Flow
T1505 03 Server Software Component
T1548 04,05 Abuse Elevation Control Mechanism
T1134 04,05 Access Token Manipulation
T1484 04,05 Domain or Tenant Policy Modification
T1068 04 Exploitation for Privilege Escalation
T1055 04,05 Process Injection
T1140 05 Deobfuscate/Decode Files or Information
T1211 05 Exploitation for Defense Evasion
T1222 05 File and Directory Permissions Modification
T1564 05 Hide Artifacts
T1562 05 Impair Defenses
T1070 05 Indicator Removal
T1202 05 Indirect Command Execution
T1036 05 Masquerading
T1112 05,03 Modify Registry
T1027 05 Obfuscated Files or Information
T1014 05 Rootkit
T1553 05 Subvert Trust Controls
T1218 05 System Binary Proxy Execution
T1127 05 Trusted Developer Utilities Proxy Execution
T1550 05,08 Use Alternate Authentication Material
T1497 05,07 Virtualization/Sandbox Evasion
T1557 06,09 Adversary-in-the-Middle
T1110 06 Brute Force
T1555 06 Credentials from Password Stores
T1212 06 Exploitation for Credential Access
T1187 06 Forced Authentication
T1056 06,09 Input Capture
T1111 06 Multi-Factor Authentication Interception
T1621 06 Multi-Factor Authentication Request Generation
T1040 06,07 Network Sniffing
T1003 06 OS Credential Dumping
T1528 06 Steal Application Access Token
T1649 06 Steal or Forge Authentication Certificates
T1558 06 Steal or Forge Kerberos Tickets
T1539 06 Steal Web Session Cookie
T1552 06 Unsecured Credentials
T1087 07 Account Discovery
T1217 07 Browser Information Discovery
T1580 07 Cloud Infrastructure Discovery
T1526 07 Cloud Service Discovery
T1482 07 Domain Trust Discovery
T1083 07 File and Directory Discovery
T1615 07 Group Policy Discovery
T1046 07 Network Service Discovery
T1135 07 Network Share Discovery
T1069 07 Permission Groups Discovery
T1057 07 Process Discovery
T1012 07 Query Registry
T1018 07 Remote System Discovery
T1518 07 Software Discovery
T1082 07 System Information Discovery
T1614 07 System Location Discovery
T1016 07 System Network Configuration Discovery
T1049 07 System Network Connections Discovery
T1033 07 System Owner/User Discovery
T1210 08 Exploitation of Remote Services
T1534 08 Internal Spearphishing
T1570 08 Lateral Tool Transfer
T1563 08 Remote Service Session Hijacking
T1021 08 Remote Services
T1080 08 Taint Shared Content
T1560 09 Archive Collected Data
T1119 09 Automated Collection
T1115 09 Clipboard Data
T1530 09 Data from Cloud Storage
T1213 09 Data from Information Repositories
T1005 09 Data from Local System
T1039 09 Data from Network Shared Drive
T1074 09 Data Staged
T1114 09 Email Collection
T1113 09 Screen Capture
T1071 11 Application Layer Protocol
T1132 11 Data Encoding
T1001 11 Data Obfuscation
T1568 11 Dynamic Resolution
T1573 11 Encrypted Channel
T1008 11 Fallback Channels
T1105 11 Ingress Tool Transfer
T1104 11 Multi-Stage Channels
T1095 11 Non-Application Layer Protocol
T1571 11 Non-Standard Port
T1572 11 Protocol Tunneling
T1090 11 Proxy
T1219 11 Remote Access Tools
T1102 11 Web Service
T1020 10 Automated Exfiltration
T1048 10 Exfiltration Over Alternative Protocol
T1041 10 Exfiltration Over C2 Channel
T1567 10 Exfiltration Over Web Service
T1029 10 Scheduled Transfer
T1537 10 Transfer Data to Cloud Account
T1531 40 Account Access Removal
T1485 40 Data Destruction
T1486 40 Data Encrypted for Impact
T1565 40 Data Manipulation
T1491 40 Defacement
T1499 40 Endpoint Denial of Service
T1490 40 Inhibit System Recovery
T1498 40 Network Denial of Service
T1496 40 Resource Hijacking
T1489 40 Service Stop
`;

const techniques = new Map<string, Technique>();
for (const line of TABLE.split('\n')) {
  const [id, tactics, ...words] = line.split(' ');
  if (!id || !tactics) continue;
  techniques.set(id, {
    name: words.join(' '),
    tactics: tactics.split(',').map((digits) => `TA00${digits}`),
  });
}

/** Of the technique a sub-technique belongs to. */
export function techniqueOf(id: string): Technique | undefined {
  return techniques.get(parentOf(id));
}

export function parentOf(id: string): string {
  return id.split('.')[0] ?? id;
}
