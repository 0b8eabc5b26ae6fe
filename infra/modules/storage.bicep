// All rows, and the daily copies of them. Neither account has a key that opens it.
param resourceSuffix string
param location string
param tags object
param privateNetwork bool
param identityPrincipalId string
param backupDays int

var network = privateNetwork ? 'Disabled' : 'Enabled'

resource account 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'st${resourceSuffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    allowCrossTenantReplication: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: network
    networkAcls: {
      bypass: 'None'
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
    }
  }
}

resource tables 'Microsoft.Storage/storageAccounts/tableServices@2026-04-01' = {
  parent: account
  name: 'default'
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = {
  scope: account
  name: 'keep-rows'
  properties: {
    level: 'CanNotDelete'
    notes: 'Registers and bookings. Take this lock off by hand before the account is given up.'
  }
}

// A second account: what deletes the one does not reach the other.
resource backup 'Microsoft.Storage/storageAccounts@2026-04-01' = {
  name: 'stbk${resourceSuffix}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: 'Standard_ZRS'
  }
  properties: {
    accessTier: 'Cool'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    defaultToOAuthAuthentication: true
    allowCrossTenantReplication: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    publicNetworkAccess: network
    networkAcls: {
      bypass: 'None'
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
    }
  }
}

resource backupBlobs 'Microsoft.Storage/storageAccounts/blobServices@2026-04-01' = {
  parent: backup
  name: 'default'
}

resource backups 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-04-01' = {
  parent: backupBlobs
  name: 'backups'
  properties: {
    publicAccess: 'None'
  }
}

// Left unlocked: locking it is for ever, and for the city to decide.
resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2026-04-01' = {
  parent: backups
  name: 'default'
  properties: {
    immutabilityPeriodSinceCreationInDays: backupDays
    allowProtectedAppendWrites: false
  }
}

resource expiry 'Microsoft.Storage/storageAccounts/managementPolicies@2026-04-01' = {
  parent: backup
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'backups-expire'
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'backups/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: backupDays + 1
                }
              }
            }
          }
        }
      ]
    }
  }
}

// Storage Table Data Contributor
resource mayUseTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: account
  name: guid(account.id, identityPrincipalId, 'tables')
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '0a9a7e1f-b9d0-4cc4-a60d-0295b160fdc3')
  }
}

// Storage Blob Data Contributor, on the container of backups alone
resource mayBackUp 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: backups
  name: guid(backups.id, identityPrincipalId, 'backups')
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')
  }
}

output accountId string = account.id
output backupAccountId string = backup.id
output backupContainerUrl string = 'https://${backup.name}.blob.${environment().suffixes.storage}/${backups.name}'
// Without the slash at its end, as the bot takes it.
output tableEndpoint string = 'https://${account.name}.table.${environment().suffixes.storage}'
