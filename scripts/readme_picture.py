"""Draws the picture at the head of the README: paper, desk and letter of the demo, side by side.

    make demo
    .venv/bin/python scripts/readme_picture.py http://127.0.0.1:8000 USER PASSWORD

USER and PASSWORD are those that the demo prints. Needs Chromium and its driver, as the tests do.
"""

import base64
import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

PICTURE = Path(__file__).resolve().parents[1] / "docs" / "paper-desk-letter.webp"
# Pixels of the picture: a README is some 900 wide, and screens are twice as dense.
WIDTH, GAP = 1800, 24
# Pixels of each window, as wide as it is shown in all.
PAPER, DESK, LETTER = (1280, 1440), (1280, 960), (640, 1440)
QUALITY = 72


def main(site: str, user: str, password: str) -> None:
    """Write the picture. site: the demo's address, without a slash at its end."""
    driver = _browser()
    try:
        paper = _shot(driver, site + "/", PAPER)
        letter = _shot(driver, _newest_letter(driver, site), LETTER)
        desk = _desk(driver, site, user, password)
    finally:
        driver.quit()
    _beside(paper, desk, letter).save(PICTURE, quality=QUALITY, method=6)
    print(f"{PICTURE.name}: {PICTURE.stat().st_size // 1000} kB")  # noqa: T201 a script's output


def _browser() -> Chrome:
    options = ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
        options.add_argument(flag)
    return Chrome(options=options, service=Service(shutil.which("chromedriver")))


def _newest_letter(driver: Chrome, site: str) -> str:
    """Return the address of the newest edition in French. Mails of the desk to its own people have no HTML."""
    driver.get(f"{site}/_/mailbox/")
    links = [link.get_attribute("href") for link in driver.find_elements(By.CSS_SELECTOR, "a[href*='.eml/']")]
    for link in links:
        driver.get(f"{link}html/")
        if driver.find_elements(By.CSS_SELECTOR, "html[lang=fr] table"):
            return f"{link}html/"
    raise SystemExit("The mailbox has no edition in French: start the demo once more.")


def _desk(driver: Chrome, site: str, user: str, password: str) -> Image.Image:
    driver.get(f"{site}/desk/")
    driver.find_element(By.NAME, "username").send_keys(user)
    driver.find_element(By.NAME, "password").send_keys(password)
    driver.find_element(By.CSS_SELECTOR, "form [type=submit]").click()
    return _shot(driver, f"{site}/desk/", DESK)


def _shot(driver: Chrome, address: str, size: tuple[int, int]) -> Image.Image:
    width, height = size
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    driver.get(address)
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    return Image.open(io.BytesIO(base64.b64decode(taken))).convert("RGB")


def _beside(*shots: Image.Image) -> Image.Image:
    """Return the pictures in a row, all as high as each other."""
    ratios = [shot.width / shot.height for shot in shots]
    height = int((WIDTH - GAP * (len(shots) + 1)) / sum(ratios))
    row = Image.new("RGB", (WIDTH, height + 2 * GAP), "#d9d4c7")
    left = GAP
    for shot, ratio in zip(shots, ratios, strict=True):
        row.paste(shot.resize((int(height * ratio), height), Image.Resampling.LANCZOS), (left, GAP))
        left += int(height * ratio) + GAP
    return row


if __name__ == "__main__":
    main(*sys.argv[1:4])
