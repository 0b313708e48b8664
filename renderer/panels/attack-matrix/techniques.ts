/** Enterprise tactics in the matrix's order. Their names are in the message catalogues. */
export const TACTIC_ORDER = [
  'TA0043',
  'TA0042',
  'TA0001',
  'TA0002',
  'TA0003',
  'TA0004',
  'TA0005',
  'TA0112',
  'TA0006',
  'TA0007',
  'TA0008',
  'TA0009',
  'TA0011',
  'TA0010',
  'TA0040',
] as const;

/** What rules from before v19 call defense evasion: v19 calls a part of it stealth and the rest defense impairment. */
export const EVASION = 'TA0005';
export const IMPAIRMENT = 'TA0112';

export interface Technique {
  readonly name: string;
  readonly tactics: readonly string[];
}

/**
 * Names of ATT&CK's techniques (no official translation exists) with their tactics' last digits, most usual first, for
 * rules that name no tactic: Enterprise of v19, and T1562, which v19 replaced but rules go on to name. A technique that
 * is not here shows its id and stands where its rule puts it. © The MITRE Corporation, used by its terms of use.
 */
const TABLE = `
T1001 11 Data Obfuscation
T1003 06 OS Credential Dumping
T1005 09 Data from Local System
T1006 05 Direct Volume Access
T1007 07 System Service Discovery
T1008 11 Fallback Channels
T1010 07 Application Window Discovery
T1011 10 Exfiltration Over Other Network Medium
T1012 07 Query Registry
T1014 05 Rootkit
T1016 07 System Network Configuration Discovery
T1018 07 Remote System Discovery
T1020 10 Automated Exfiltration
T1021 08 Remote Services
T1025 09 Data from Removable Media
T1027 05 Obfuscated Files or Information
T1029 10 Scheduled Transfer
T1030 10 Data Transfer Size Limits
T1033 07 System Owner/User Discovery
T1036 05 Masquerading
T1037 03,04 Boot or Logon Initialization Scripts
T1039 09 Data from Network Shared Drive
T1040 06,07 Network Sniffing
T1041 10 Exfiltration Over C2 Channel
T1046 07 Network Service Discovery
T1047 02 Windows Management Instrumentation
T1048 10 Exfiltration Over Alternative Protocol
T1049 07 System Network Connections Discovery
T1052 10 Exfiltration Over Physical Medium
T1053 02,03,04 Scheduled Task/Job
T1055 04,05 Process Injection
T1056 06,09 Input Capture
T1057 07 Process Discovery
T1059 02 Command and Scripting Interpreter
T1068 04 Exploitation for Privilege Escalation
T1069 07 Permission Groups Discovery
T1070 05 Indicator Removal
T1071 11 Application Layer Protocol
T1072 02,08 Software Deployment Tools
T1074 09 Data Staged
T1078 01,03,04,05 Valid Accounts
T1080 08 Taint Shared Content
T1082 07 System Information Discovery
T1083 07 File and Directory Discovery
T1087 07 Account Discovery
T1090 11 Proxy
T1091 01,08 Replication Through Removable Media
T1092 11 Communication Through Removable Media
T1095 11 Non-Application Layer Protocol
T1098 03,04 Account Manipulation
T1102 11 Web Service
T1104 11 Multi-Stage Channels
T1105 11 Ingress Tool Transfer
T1106 02 Native API
T1110 06 Brute Force
T1111 06 Multi-Factor Authentication Interception
T1112 112,03 Modify Registry
T1113 09 Screen Capture
T1114 09 Email Collection
T1115 09 Clipboard Data
T1119 09 Automated Collection
T1120 07 Peripheral Device Discovery
T1123 09 Audio Capture
T1124 07 System Time Discovery
T1125 09 Video Capture
T1127 05,02 Trusted Developer Utilities Proxy Execution
T1129 02 Shared Modules
T1132 11 Data Encoding
T1133 01,03 External Remote Services
T1134 04,05 Access Token Manipulation
T1135 07 Network Share Discovery
T1136 03 Create Account
T1137 03 Office Application Startup
T1140 05 Deobfuscate/Decode Files or Information
T1176 03 Software Extensions
T1185 09 Browser Session Hijacking
T1187 06 Forced Authentication
T1189 01 Drive-by Compromise
T1190 01 Exploit Public-Facing Application
T1195 01 Supply Chain Compromise
T1197 05,03,02 BITS Jobs
T1199 01 Trusted Relationship
T1200 01 Hardware Additions
T1201 07 Password Policy Discovery
T1202 05 Indirect Command Execution
T1203 02 Exploitation for Client Execution
T1204 02 User Execution
T1205 05,03,11 Traffic Signaling
T1207 112 Rogue Domain Controller
T1210 08 Exploitation of Remote Services
T1211 05 Exploitation for Stealth
T1212 06 Exploitation for Credential Access
T1213 09 Data from Information Repositories
T1216 05 System Script Proxy Execution
T1217 07 Browser Information Discovery
T1218 05 System Binary Proxy Execution
T1219 11 Remote Access Tools
T1220 05 XSL Script Processing
T1221 05 Template Injection
T1222 112 File and Directory Permissions Modification
T1480 05 Execution Guardrails
T1482 07 Domain Trust Discovery
T1484 112,04 Domain or Tenant Policy Modification
T1485 40 Data Destruction
T1486 40 Data Encrypted for Impact
T1489 40 Service Stop
T1490 40 Inhibit System Recovery
T1491 40 Defacement
T1495 40 Firmware Corruption
T1496 40 Resource Hijacking
T1497 05,07 Virtualization/Sandbox Evasion
T1498 40 Network Denial of Service
T1499 40 Endpoint Denial of Service
T1505 03 Server Software Component
T1518 07 Software Discovery
T1525 03 Implant Internal Image
T1526 07 Cloud Service Discovery
T1528 06 Steal Application Access Token
T1529 40 System Shutdown/Reboot
T1530 09 Data from Cloud Storage
T1531 40 Account Access Removal
T1534 08 Internal Spearphishing
T1535 05 Unused/Unsupported Cloud Regions
T1537 10 Transfer Data to Cloud Account
T1538 07 Cloud Service Dashboard
T1539 06 Steal Web Session Cookie
T1542 05,03 Pre-OS Boot
T1543 03,04 Create or Modify System Process
T1546 03,04 Event Triggered Execution
T1547 03,04 Boot or Logon Autostart Execution
T1548 04 Abuse Elevation Control Mechanism
T1550 08 Use Alternate Authentication Material
T1552 06 Unsecured Credentials
T1553 112 Subvert Trust Controls
T1554 03 Compromise Host Software Binary
T1555 06 Credentials from Password Stores
T1556 112,03,06 Modify Authentication Process
T1557 06,09 Adversary-in-the-Middle
T1558 06 Steal or Forge Kerberos Tickets
T1559 02 Inter-Process Communication
T1560 09 Archive Collected Data
T1561 40 Disk Wipe
T1562 112 Impair Defenses
T1563 08 Remote Service Session Hijacking
T1564 05 Hide Artifacts
T1565 40 Data Manipulation
T1566 01 Phishing
T1567 10 Exfiltration Over Web Service
T1568 11 Dynamic Resolution
T1569 02 System Services
T1570 08 Lateral Tool Transfer
T1571 11 Non-Standard Port
T1572 11 Protocol Tunneling
T1573 11 Encrypted Channel
T1574 05,02 Hijack Execution Flow
T1578 112 Modify Cloud Compute Infrastructure
T1580 07 Cloud Infrastructure Discovery
T1583 42 Acquire Infrastructure
T1584 42 Compromise Infrastructure
T1585 42 Establish Accounts
T1586 42 Compromise Accounts
T1587 42 Develop Capabilities
T1588 42 Obtain Capabilities
T1589 43 Gather Victim Identity Information
T1590 43 Gather Victim Network Information
T1591 43 Gather Victim Org Information
T1592 43 Gather Victim Host Information
T1593 43 Search Open Websites/Domains
T1594 43 Search Victim-Owned Websites
T1595 43 Active Scanning
T1596 43 Search Open Technical Databases
T1597 43 Search Closed Sources
T1598 43 Phishing for Information
T1599 112 Network Boundary Bridging
T1600 112 Weaken Encryption
T1601 112 Modify System Image
T1602 09 Data from Configuration Repository
T1606 06 Forge Web Credentials
T1608 42 Stage Capabilities
T1609 02 Container Administration Command
T1610 02 Deploy Container
T1611 04 Escape to Host
T1612 05 Build Image on Host
T1613 07 Container and Resource Discovery
T1614 07 System Location Discovery
T1615 07 Group Policy Discovery
T1619 07 Cloud Storage Object Discovery
T1620 05 Reflective Code Loading
T1621 06 Multi-Factor Authentication Request Generation
T1622 05,07 Debugger Evasion
T1647 112 Plist File Modification
T1648 02 Serverless Execution
T1649 06 Steal or Forge Authentication Certificates
T1650 42 Acquire Access
T1651 02 Cloud Administration Command
T1652 07 Device Driver Discovery
T1653 03 Power Settings
T1654 07 Log Enumeration
T1657 40 Financial Theft
T1659 01,11 Content Injection
T1665 11 Hide Infrastructure
T1666 112 Modify Cloud Resource Hierarchy
T1667 40 Email Bombing
T1668 03 Exclusive Control
T1669 01 Wi-Fi Networks
T1671 03 Cloud Application Integration
T1673 07 Virtual Machine Discovery
T1674 02 Input Injection
T1675 02 ESXi Administration Command
T1677 02 Poisoned Pipeline Execution
T1678 05 Delay Execution
T1679 05 Selective Exclusion
T1680 07 Local Storage Discovery
T1681 43 Search Threat Vendor Data
T1682 43 Query Public AI Services
T1683 42 Generate Content
T1684 05 Social Engineering
T1685 112 Disable or Modify Tools
T1686 112 Disable or Modify System Firewall
T1687 112 Exploitation for Defense Impairment
T1688 112 Safe Mode Boot
T1689 112 Downgrade Attack
`;

const techniques = new Map<string, Technique>();
for (const line of TABLE.split('\n')) {
  const [id, tactics, ...words] = line.split(' ');
  if (!id || !tactics) continue;
  techniques.set(id, {
    name: words.join(' '),
    tactics: tactics.split(',').map((digits) => `TA${digits.padStart(4, '0')}`),
  });
}

/** Of the technique a sub-technique belongs to. */
export function techniqueOf(id: string): Technique | undefined {
  return techniques.get(parentOf(id));
}

export function parentOf(id: string): string {
  return id.split('.')[0] ?? id;
}
