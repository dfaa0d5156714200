import Testing

@Suite struct PlanExtractionSmoke {}
