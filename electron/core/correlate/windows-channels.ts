/** Windows event channels as Sigma services, after SigmaHQ's own table of log sources. Lower case. */
export const CHANNEL_SERVICES: ReadonlyMap<string, string> = new Map([
  ['application', 'application'],
  ['security', 'security'],
  ['system', 'system'],
  ['microsoft-windows-sysmon/operational', 'sysmon'],
  ['microsoft-windows-powershell/operational', 'powershell'],
  ['powershellcore/operational', 'powershell'],
  ['windows powershell', 'powershell-classic'],
  ['microsoft-windows-taskscheduler/operational', 'taskscheduler'],
  ['microsoft-windows-wmi-activity/operational', 'wmi'],
  ['dns server', 'dns-server'],
  ['microsoft-windows-dns-server/audit', 'dns-server-audit'],
  ['microsoft-windows-dnsserver/analytical', 'dns-server-analytic'],
  ['microsoft-windows-dns-client/operational', 'dns-client'],
  ['microsoft-windows-driverframeworks-usermode/operational', 'driver-framework'],
  ['microsoft-windows-ntlm/operational', 'ntlm'],
  ['dhcp', 'dhcp'],
  ['microsoft-windows-dhcp-server/operational', 'dhcp'],
  ['msexchange management', 'msexchange-management'],
  ['microsoft-windows-printservice/admin', 'printservice-admin'],
  ['microsoft-windows-printservice/operational', 'printservice-operational'],
  ['microsoft-windows-codeintegrity/operational', 'codeintegrity-operational'],
  ['microsoft-windows-smbclient/security', 'smbclient-security'],
  ['microsoft-windows-smbclient/connectivity', 'smbclient-connectivity'],
  ['microsoft-windows-smbserver/connectivity', 'smbserver-connectivity'],
  ['microsoft-windows-windows defender/operational', 'windefend'],
  ['microsoft-windows-windows firewall with advanced security/firewall', 'firewall-as'],
  ['microsoft-windows-bits-client/operational', 'bits-client'],
  ['microsoft-windows-security-mitigations/kernel mode', 'security-mitigations'],
  ['microsoft-windows-security-mitigations/user mode', 'security-mitigations'],
  ['microsoft-windows-diagnosis-scripted/operational', 'diagnosis-scripted'],
  ['microsoft-windows-shell-core/operational', 'shell-core'],
  ['microsoft-windows-applocker/exe and dll', 'applocker'],
  ['microsoft-windows-applocker/msi and script', 'applocker'],
  ['microsoft-windows-applocker/packaged app-deployment', 'applocker'],
  ['microsoft-windows-applocker/packaged app-execution', 'applocker'],
  ['microsoft-windows-appxdeploymentserver/operational', 'appxdeployment-server'],
  ['microsoft-windows-appxpackaging/operational', 'appxpackaging-om'],
  ['microsoft-windows-appmodel-runtime/admin', 'appmodel-runtime'],
  ['microsoft-windows-capi2/operational', 'capi2'],
  [
    'microsoft-windows-certificateservicesclient-lifecycle-system/operational',
    'certificateservicesclient-lifecycle-system',
  ],
  ['microsoft-windows-ldap-client/debug', 'ldap'],
  ['microsoft-windows-lsa/operational', 'lsa-server'],
  ['microsoft-servicebus-client', 'microsoft-servicebus-client'],
  [
    'microsoft-windows-terminalservices-localsessionmanager/operational',
    'terminalservices-localsessionmanager',
  ],
  ['microsoft-iis-configuration/operational', 'iis-configuration'],
  ['openssh/operational', 'openssh'],
  ['microsoft-windows-kerberos/operational', 'kerberos'],
  ['microsoft-windows-vhdmp/operational', 'vhdmp'],
]);

/** Sysmon's event numbers as Sigma categories. */
const SYSMON: ReadonlyMap<number, readonly string[]> = new Map([
  [1, ['process_creation']],
  [2, ['file_change']],
  [3, ['network_connection']],
  [4, ['sysmon_status']],
  [5, ['process_termination']],
  [6, ['driver_load']],
  [7, ['image_load']],
  [8, ['create_remote_thread']],
  [9, ['raw_access_thread']],
  [10, ['process_access']],
  [11, ['file_event']],
  [12, ['registry_add', 'registry_delete', 'registry_event']],
  [13, ['registry_set', 'registry_event']],
  [14, ['registry_rename', 'registry_event']],
  [15, ['create_stream_hash']],
  [16, ['sysmon_status']],
  [17, ['pipe_created']],
  [18, ['pipe_created']],
  [19, ['wmi_event']],
  [20, ['wmi_event']],
  [21, ['wmi_event']],
  [22, ['dns_query']],
  [23, ['file_delete']],
  [24, ['clipboard_change']],
  [25, ['process_tampering']],
  [26, ['file_delete']],
  [27, ['file_block_executable']],
  [28, ['file_block_shredding']],
  [29, ['file_executable_detected']],
  [255, ['sysmon_error']],
]);

/** Categories of a Windows event by the service of its channel and its number. */
export function windowsCategories(service: string, eventId: number): readonly string[] {
  switch (service) {
    case 'sysmon':
      return SYSMON.get(eventId) ?? [];
    case 'security':
      return eventId === 4688 ? ['process_creation'] : [];
    case 'powershell':
      return eventId === 4103 ? ['ps_module'] : eventId === 4104 ? ['ps_script'] : [];
    case 'powershell-classic':
      return eventId === 400 ? ['ps_classic_start'] : eventId === 600 ? ['ps_classic_provider_start'] : [];
    default:
      return [];
  }
}
