import Testing

@Suite struct SearchIndexSmoke {}
