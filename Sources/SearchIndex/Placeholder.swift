package enum SearchIndexPlaceholder {}
