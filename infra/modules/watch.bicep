// The log's lines in one place, and who is told when they say that something is wrong. What each alert means and
// what to do stands in docs/operations.md.
param resourceSuffix string
param location string
param tags object
param alertEmail string
param identityPrincipalId string

var lines = 'AppServiceConsoleLogs | extend line = parse_json(ResultDescription)'

resource workspace 'Microsoft.OperationalInsights/workspaces@2026-03-01' = {
  name: 'log-${resourceSuffix}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 90
    features: {
      disableLocalAuth: true
    }
  }
}

// The bot's figures. Taken from its identity alone: the key in the connection string opens nothing.
resource figures 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    DisableLocalAuth: true
  }
}

// Monitoring Metrics Publisher
resource mayReport 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: figures
  name: guid(figures.id, identityPrincipalId, 'figures')
  properties: {
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '3913510d-42f4-4e42-8a64-420c390055eb')
  }
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'alerts-${resourceSuffix}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'shigotoba'
    enabled: true
    emailReceivers: alertEmail == ''
      ? []
      : [
          {
            name: 'operator'
            emailAddress: alertEmail
            useCommonAlertSchema: true
          }
        ]
  }
}

resource failedTurns 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'failed-turns-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'しごとば: 応答できなかった / a turn failed'
    severity: 2
    enabled: true
    scopes: [
      workspace.id
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT5M'
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: '${lines} | where line.msg in ("turn.failed", "turn.too-slow", "adapter.turn", "server.process")'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource deliveries 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'deliveries-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'しごとば: お知らせが届いたか不明、または失敗 / a delivery is unknown or failed'
    severity: 3
    enabled: true
    scopes: [
      workspace.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: '${lines} | where line.msg == "outbox.unknown" or (line.msg == "outbox.send" and line.outcome in ("unknown", "refused"))'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

resource failedJobs 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'failed-jobs-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'しごとば: 定時の処理が失敗 / a job failed'
    severity: 2
    enabled: true
    scopes: [
      workspace.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: '${lines} | where line.msg in ("job.failed", "job.cut", "job.note", "jobs.due")'
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

// A job that nobody runs says nothing. With LOG_LEVEL above info this one always fires.
resource lateJobs 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: 'late-jobs-${resourceSuffix}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'しごとば: 定時の処理が動いていない / jobs are late'
    severity: 1
    enabled: true
    scopes: [
      workspace.id
    ]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: '${lines} | where line.msg == "job.done"'
          timeAggregation: 'Count'
          operator: 'LessThan'
          threshold: 1
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        people.id
      ]
    }
  }
}

output workspaceId string = workspace.id
output figuresConnection string = figures.properties.ConnectionString
