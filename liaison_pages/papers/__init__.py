"""The papers of venues and deputies: what stands on them. Each makes a `cms.papers.Sheet` of public data alone."""
