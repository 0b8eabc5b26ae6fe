// The bot itself: two instances or more, and a slot in which the next version is tried without doing its work.
param resourceSuffix string
param location string
param tags object
param nodeVersion string
param planSku string
param instances int
param identityId string

@description('Empty: it calls over the public network')
param subnetId string
param workspaceId string
param botId string
param botTenantId string
param identityClientId string

@description('Else by the secret in the vault')
param provesByIdentity bool

@description('A reference into the vault, never a value')
@secure()
param botPassword string
param storageAccountUrl string
param backupContainerUrl string
param figuresConnection string
param organisation string
param defaultLanguage string
param timeZone string
param logLevel string
param welcome string
param guests string
param contentDir string
param messagesAMinute string
param leaseSeconds string
param allowedTenants string
param serviceHosts string
param fileHosts string
param roleCourseSection string
param rolePersonnel string
param roleOperator string
param roleAuditor string

// An empty value counts as not set. JOBS is missing here: it is each slot's own.
var settings = [
  { name: 'NODE_ENV', value: 'production' }
  { name: 'PORT', value: '8080' }
  { name: 'WEBSITES_PORT', value: '8080' }
  { name: 'BOT_ID', value: botId }
  { name: 'BOT_TENANT_ID', value: botTenantId }
  { name: 'BOT_IDENTITY_CLIENT_ID', value: provesByIdentity ? identityClientId : '' }
  { name: 'BOT_PASSWORD', value: botPassword }
  { name: 'STORAGE_ACCOUNT_URL', value: storageAccountUrl }
  { name: 'BACKUP_CONTAINER_URL', value: backupContainerUrl }
  { name: 'APPLICATIONINSIGHTS_CONNECTION_STRING', value: figuresConnection }
  { name: 'ORGANISATION', value: organisation }
  { name: 'DEFAULT_LANGUAGE', value: defaultLanguage }
  { name: 'TIME_ZONE', value: timeZone }
  { name: 'LOG_LEVEL', value: logLevel }
  { name: 'WELCOME', value: welcome }
  { name: 'GUESTS', value: guests }
  { name: 'CONTENT_DIR', value: contentDir }
  { name: 'MESSAGES_A_MINUTE', value: messagesAMinute }
  { name: 'LEASE_SECONDS', value: leaseSeconds }
  { name: 'ALLOWED_TENANTS', value: allowedTenants }
  { name: 'SERVICE_HOSTS', value: serviceHosts }
  { name: 'FILE_HOSTS', value: fileHosts }
  { name: 'ROLE_COURSE_SECTION', value: roleCourseSection }
  { name: 'ROLE_PERSONNEL', value: rolePersonnel }
  { name: 'ROLE_OPERATOR', value: roleOperator }
  { name: 'ROLE_AUDITOR', value: roleAuditor }
  // The managed identity that enters the storage where the bot itself goes by a secret.
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  // The bot needs up to 25 s to end what is under way; the platform's own patience is 5.
  { name: 'WEBSITES_CONTAINER_STOP_TIME_LIMIT', value: '30' }
  // Built before it is sent, and run from the package as it came: nobody changes a file in the running bot.
  { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
  { name: 'WEBSITE_RUN_FROM_PACKAGE', value: '1' }
  { name: 'MALLOC_ARENA_MAX', value: '1' }
]

var siteConfig = {
  linuxFxVersion: 'NODE|${nodeVersion}-lts'
  appCommandLine: 'node --max-semi-space-size=1 --max-old-space-size=768 dist/main.js'
  alwaysOn: true
  healthCheckPath: '/readyz'
  ftpsState: 'Disabled'
  minTlsVersion: '1.2'
  scmMinTlsVersion: '1.2'
  http20Enabled: true
  remoteDebuggingEnabled: false
  vnetRouteAllEnabled: subnetId != ''
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: 'plan-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'linux'
  sku: {
    name: planSku
    capacity: instances
  }
  properties: {
    reserved: true
  }
}

resource site 'Microsoft.Web/sites@2025-03-01' = {
  name: 'app-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId == '' ? null : subnetId
    siteConfig: union(siteConfig, {
      appSettings: concat(settings, [
        { name: 'JOBS', value: 'on' }
      ])
    })
  }
}

// Here the next version starts and is looked at. It answers nobody and does no work: JOBS stays with the slot when
// the two are swapped.
resource staging 'Microsoft.Web/sites/slots@2025-03-01' = {
  parent: site
  name: 'staging'
  location: location
  tags: tags
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId == '' ? null : subnetId
    siteConfig: union(siteConfig, {
      appSettings: concat(settings, [
        { name: 'JOBS', value: 'off' }
      ])
    })
  }
}

resource sticky 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: site
  name: 'slotConfigNames'
  properties: {
    appSettingNames: [
      'JOBS'
    ]
  }
}

// No password opens FTP or the deployment site: an Entra sign-in does.
resource noFtp 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScm 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: site
  name: 'scm'
  properties: {
    allow: false
  }
}

resource lines 'microsoft.insights/diagnosticSettings@2016-09-01' = {
  scope: site
  name: 'service'
  location: location
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'AppServiceConsoleLogs', enabled: true }
      { category: 'AppServicePlatformLogs', enabled: true }
      { category: 'AppServiceAuditLogs', enabled: true }
    ]
  }
}

output siteId string = site.id
output domain string = site.properties.defaultHostName
