// Only where the bot has a secret. Its value is put in by hand (docs/deploy.md) and never passes through a template.
param resourceSuffix string
param location string
param tags object
param privateNetwork bool
param identityPrincipalId string

resource vault 'Microsoft.KeyVault/vaults@2026-02-01' = {
  name: 'kv-${resourceSuffix}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    enablePurgeProtection: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
  }
}

// Key Vault Secrets User
resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identityPrincipalId, 'secrets')
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
  }
}

output vaultId string = vault.id
output secretUri string = '${vault.properties.vaultUri}secrets/bot-password'
