import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallPng } from '../../scripts/pictures/small-png.ts';
import { launchBrowser } from '../support/browser.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 400, height: 300 } });
});
afterAll(() => browser.close());

/** The greatest difference of any colour's part between two pictures, as a browser reads them, and on average. */
async function difference(one: Buffer, other: Buffer): Promise<{ most: number; average: number }> {
  const urls = [one, other].map((png) => `data:image/png;base64,${png.toString('base64')}`);
  return page.evaluate(`(async () => {
    const [a, b] = await Promise.all(${JSON.stringify(urls)}.map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height });
      const context = canvas.getContext('2d');
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height).data;
    }));
    if (a.length !== b.length) throw new Error('not of one size');
    let most = 0, sum = 0;
    for (let i = 0; i < a.length; i++) { const apart = Math.abs(a[i] - b[i]); most = Math.max(most, apart); sum += apart; }
    return { most, average: sum / a.length };
  })()`);
}

async function screenshotOf(body: string): Promise<Buffer> {
  await page.setContent(`<body style="margin:0;background:#fff">${body}`);
  return page.screenshot();
}

test('a picture of few colours keeps every pixel', async () => {
  const boxes = [...Array(200).keys()].map(
    (n) => `<i style="float:left;width:20px;height:20px;background:rgb(${n},${255 - n},${n % 7})"></i>`,
  );
  const png = await screenshotOf(boxes.join(''));
  expect(await difference(png, smallPng(png))).toEqual({ most: 0, average: 0 });
});

test('a screen of text keeps its grounds exactly and every letter readable, at half the size or less', async () => {
  const words = 'CRITICAL · EC2 instance is querying a domain name 🔴 🟠 ✅ 👀 '.repeat(40);
  const png = await screenshotOf(
    `<p style="background:#fff;color:#1d1c1d">${words}</p><p style="background:#22303f;color:#e07b00">${words}</p>`,
  );
  const small = smallPng(png);
  const apart = await difference(png, small);
  expect(apart.average).toBeLessThan(0.5);
  expect(apart.most).toBeLessThan(64);
  expect(small.length).toBeLessThan(png.length / 2);
});

test('a gradient of many thousand colours stays close to itself', async () => {
  const png = await screenshotOf('<div style="height:300px;background:conic-gradient(red, yellow, lime, aqua, blue, magenta, red)"></div>');
  expect((await difference(png, smallPng(png))).average).toBeLessThan(6);
});
