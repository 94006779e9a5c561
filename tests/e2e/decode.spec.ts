// The scanners themselves, on pictures with known content.
import { test as base } from "@playwright/test";
import * as QRCode from "qrcode";
import { decode, expect } from "./fixtures.ts";

// These tests need no servers.
base("both_scanners_read_a_payment_code", async () => {
  const payload = "PAGOPA|002|301000000000000123|00101440073|2500";
  const png = await QRCode.toBuffer(payload, { errorCorrectionLevel: "M", margin: 4, scale: 4 });
  expect(await decode(png)).toEqual({
    zbar: [payload],
    zxing: [{ text: payload, format: "QR Code", level: "M" }],
  });
});

base("a_picture_without_a_code_gives_nothing", async ({ page }) => {
  await page.setContent("<h1>Mensa</h1>");
  expect(await decode(await page.screenshot())).toEqual({ zbar: [], zxing: [] });
});
