// Shigotoba in Azure: everything that a city's own subscription needs to hold. Deployed by the Agents Toolkit
// (m365agents.yml) with azure.parameters.json, or by `az deployment group create`.
targetScope = 'resourceGroup'

@description('Letters and digits that make the names unique in Azure, a small letter first')
@minLength(3)
@maxLength(11)
param resourceSuffix string

@description('Where everything lies. Nothing is kept outside of it but the bot registration, which is global.')
param location string = 'japaneast'

@description('The bot as it is called in the Azure portal')
param botDisplayName string = 'しごとば'

@description('Application id of the bot in Entra')
param botId string

@description('The tenant in which it is registered')
param botTenantId string

@description('How the bot proves who it is: by the managed identity, with nothing to keep, or by a secret in a vault')
@allowed([
  'identity'
  'secret'
])
param botCredential string = 'identity'

@description('Node.js on App Service')
@allowed([
  '22'
  '24'
])
param nodeVersion string = '24'

@description('Plan of App Service. A staging slot needs a Standard or Premium one.')
param planSku string = 'P0v3'

@description('Instances. With fewer than two, an update of the platform is a pause.')
@minValue(2)
@maxValue(10)
param instances int = 2

@description('Storage and vault are reached within a virtual network alone')
param privateNetwork bool = false

@description('Who is mailed when something is wrong; empty: nobody, alerts show in the portal')
param alertEmail string = ''

@description('Days that a backup cannot be deleted or changed')
@minValue(1)
@maxValue(400)
param backupDays int = 35

@description('Name as it stands in the organisation\'s own rules')
param organisation string

@allowed([
  'ja'
  'en'
])
param defaultLanguage string = 'ja'
param timeZone string = 'Asia/Tokyo'

@allowed([
  'debug'
  'info'
  'warn'
  'error'
  'silent'
])
param logLevel string = 'info'

@allowed([
  'on'
  'off'
])
param welcome string = 'on'

@allowed([
  'on'
  'off'
])
param guests string = 'off'

param contentDir string = 'content'
param messagesAMinute string = '60'
param leaseSeconds string = '15'

@description('GUIDs with commas between; empty: the tenant of the registration alone')
param allowedTenants string = ''

@description('Host names with commas between; empty: Teams in the public cloud alone')
param serviceHosts string = ''

@description('Host names with commas between, such as contoso-my.sharepoint.com; empty: no files in chat')
param fileHosts string = ''

@description('Entra object ids with commas between')
param roleCourseSection string = ''
param rolePersonnel string = ''
param roleOperator string = ''
param roleAuditor string = ''

param tags object = {
  application: 'shigotoba'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${resourceSuffix}'
  location: location
  tags: tags
}

module network 'modules/network.bicep' = if (privateNetwork) {
  name: 'network'
  params: {
    resourceSuffix: resourceSuffix
    location: location
    tags: tags
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    resourceSuffix: resourceSuffix
    location: location
    tags: tags
    privateNetwork: privateNetwork
    identityPrincipalId: identity.properties.principalId
    backupDays: backupDays
  }
}

module vault 'modules/vault.bicep' = if (botCredential == 'secret') {
  name: 'vault'
  params: {
    resourceSuffix: resourceSuffix
    location: location
    tags: tags
    privateNetwork: privateNetwork
    identityPrincipalId: identity.properties.principalId
  }
}

module endpoints 'modules/endpoints.bicep' = if (privateNetwork) {
  name: 'endpoints'
  params: {
    resourceSuffix: resourceSuffix
    location: location
    tags: tags
    subnetId: network!.outputs.endpointSubnetId
    networkId: network!.outputs.networkId
    tableAccountId: storage.outputs.accountId
    backupAccountId: storage.outputs.backupAccountId
    vaultId: botCredential == 'secret' ? vault!.outputs.vaultId : ''
  }
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    resourceSuffix: resourceSuffix
    location: location
    tags: tags
    nodeVersion: nodeVersion
    planSku: planSku
    instances: instances
    identityId: identity.id
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    workspaceId: watch.outputs.workspaceId
    botId: botId
    botTenantId: botTenantId
    identityClientId: identity.properties.clientId
    provesByIdentity: botCredential == 'identity'
    botPassword: botCredential == 'secret' ? '@Microsoft.KeyVault(SecretUri=${vault!.outputs.secretUri})' : ''
    storageAccountUrl: storage.outputs.tableEndpoint
    backupContainerUrl: storage.outputs.backupContainerUrl
    figuresConnection: watch.outputs.figuresConnection
    organisation: organisation
    defaultLanguage: defaultLanguage
    timeZone: timeZone
    logLevel: logLevel
    welcome: welcome
    guests: guests
    contentDir: contentDir
    messagesAMinute: messagesAMinute
    leaseSeconds: leaseSeconds
    allowedTenants: allowedTenants
    serviceHosts: serviceHosts
    fileHosts: fileHosts
    roleCourseSection: roleCourseSection
    rolePersonnel: rolePersonnel
    roleOperator: roleOperator
    roleAuditor: roleAuditor
  }
}

module watch 'modules/watch.bicep' = {
  name: 'watch'
  params: {
    resourceSuffix: resourceSuffix
    location: location
    tags: tags
    alertEmail: alertEmail
    identityPrincipalId: identity.properties.principalId
  }
}

module registration 'botRegistration/azurebot.bicep' = {
  name: 'registration'
  params: {
    resourceSuffix: resourceSuffix
    botDisplayName: botDisplayName
    botId: botId
    botTenantId: botTenantId
    botDomain: web.outputs.domain
    tags: tags
  }
}

// Read by m365agents.yml: the Toolkit writes an output NAME into env/.env.dev as NAME in capitals.
output BOT_AZURE_APP_SERVICE_RESOURCE_ID string = web.outputs.siteId
output BOT_DOMAIN string = web.outputs.domain
output BOT_IDENTITY_CLIENT_ID string = identity.properties.clientId
output BOT_IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
output STORAGE_ACCOUNT_URL string = storage.outputs.tableEndpoint
