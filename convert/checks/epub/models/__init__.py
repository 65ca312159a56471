"""The vocabularies around the content documents: a table for each, with the models of its elements.

`grammar` explains the tables; `names` has what they share.
"""

from convert.checks.epub.models.container import CONTAINER_2 as CONTAINER_2
from convert.checks.epub.models.container import CONTAINER_3 as CONTAINER_3
from convert.checks.epub.models.container import MAPPING as MAPPING
from convert.checks.epub.models.container import RENDITION_METADATA as RENDITION_METADATA
from convert.checks.epub.models.encryption import ENCRYPTION as ENCRYPTION
from convert.checks.epub.models.encryption import SIGNATURES as SIGNATURES
from convert.checks.epub.models.ncx import NCX_2005 as NCX_2005
from convert.checks.epub.models.overlay import OVERLAY as OVERLAY
from convert.checks.epub.models.package import PACKAGE_2 as PACKAGE_2
from convert.checks.epub.models.package import PACKAGE_2_NESTED as PACKAGE_2_NESTED
from convert.checks.epub.models.package import PACKAGE_3 as PACKAGE_3
from convert.checks.epub.models.search_keys import SEARCH_KEYS as SEARCH_KEYS
