package enum PlanReadersPlaceholder {}
