import Testing

@Suite struct PlanLibrarySmoke {}
