import Testing

@Suite struct PlanReadersSmoke {}
