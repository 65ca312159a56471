"""The tests of the edit loop, `pytest -m fast`: a few for each layer, less than five seconds together."""

from __future__ import annotations

from collections.abc import Mapping

FAST: Mapping[str, tuple[str, ...]] = {
    # model and article codec
    "test_article_codec.py": ("test_shared_article_is_canonical", "test_a_mismatch_is_refused_with_its_place"),
    # readers: one case for each family of languages and scripts
    "test_reader_text.py": (
        "test_seed_reads_exactly",
        *(
            f"test_case_reads_as_expected[{case}]"
            for case in (
                *("wire_copy_en", "german_site", "french_site", "russian_site", "arabic_wire", "hebrew_short"),
                *("japanese_site", "list_en"),
            )
        ),
    ),
    # pipeline and writers
    "test_golden.py": tuple(f"test_golden[{format}-english]" for format in ("newsml-g2", "ninjs", "epub", "text")),
    # checks: the examples of some rules of each format
    "test_rules.py": tuple(f"test_examples[{rule}]" for rule in ("NML101", "NJS101", "EPB101", "NWS101", "NWS107")),
    # batch and configuration
    "test_batch.py": ("test_all_or_nothing", "test_any_executor_gives_the_same[None]"),
    "test_configuration.py": ("test_only_the_nearest_file_applies",),
    # reports
    "test_reports.py": ("test_junit_counts_files", "test_github_annotations"),
    # imports between layers
    "test_layers.py": (
        "test_every_part_has_its_row",
        *(f"test_imports_follow_the_table[{part}]" for part in ("model", "mapping", "writers", "pipeline")),
    ),
    # command line
    "test_transcripts.py": ("test_transcript[README]",),
}
"""By file: how the names of its fast tests begin. Other files are not even imported."""
