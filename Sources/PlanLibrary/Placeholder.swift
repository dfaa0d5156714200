package enum PlanLibraryPlaceholder {}
