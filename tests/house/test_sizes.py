"""A good and a bad example for each rule of sizes and names."""

from tests.house import sizes


def test_fail_file_too_long() -> None:
    assert sizes.long_files({"a.py": 400, "b.css": 401}) == ["b.css: 401 lines, at most 400"]


def test_fail_folder_too_wide() -> None:
    narrow = ["app/__init__.py", *(f"app/m{number}.py" for number in range(18)), "app/sub/m.py"]

    assert sizes.wide_folders(narrow) == []
    assert sizes.wide_folders([*narrow, "app/last.py"]) == ["app: 19 modules, at most 18"]


def test_fail_name_with_two_meanings() -> None:
    modules = ["a/models.py", "b/models.py", "a/marks.py"]

    assert sizes.repeated_names(modules) == []
    assert sizes.repeated_names([*modules, "b/marks.py"]) == ["marks: a, b"]


def test_fail_nameless_module() -> None:
    modules = ["a/dates.py", "a/helpers.py", "utils/dates.py"]

    assert sizes.nameless(modules) == ["a/helpers.py", "utils/dates.py"]
