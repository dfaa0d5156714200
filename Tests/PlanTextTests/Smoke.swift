import Testing

@Suite struct PlanTextSmoke {}
