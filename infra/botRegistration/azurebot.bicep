// The bot as Teams's connector knows it: single tenant, Teams and no other channel.
param resourceSuffix string
param botDisplayName string
param botId string
param botTenantId string
param botDomain string
param tags object

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: 'bot-${resourceSuffix}'
  location: 'global'
  kind: 'azurebot'
  tags: tags
  sku: {
    name: 'F0'
  }
  properties: {
    displayName: botDisplayName
    endpoint: 'https://${botDomain}/api/messages'
    msaAppType: 'SingleTenant'
    msaAppId: botId
    msaAppTenantId: botTenantId
    // No Direct Line keys: nobody talks to it but by Teams.
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: false
      acceptedTerms: true
    }
  }
}
