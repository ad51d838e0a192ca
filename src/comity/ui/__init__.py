"""The look of Comity: base page, components, style sheet, template tags. No models."""
