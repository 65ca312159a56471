"""The references of a publication: where its documents refer to, and whether each target is what is needed.

reference     a reference of a kind, and what is wrong with its URL alone
targets       `References`: whether the target exists, and is of the kind
collector     the references of one document, and the properties that it needs
elements      what each element of XHTML, SVG and MathML refers to
style_urls    the URLs in stylesheets
documents     the references of content documents, stylesheets and the package document
"""
