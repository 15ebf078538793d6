"""Small pictures: a screenshot with its commonest colours only, as a PNG that Word reads, too."""

import base64
import struct
import zlib

from playwright.sync_api import Page

COLOURS = 64
# Counts colours in steps of eight, keeps the commonest, draws every point with the nearest of them.
REDUCE = """async ([picture, most]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + picture;
  await image.decode();
  const canvas = Object.assign(document.createElement('canvas'),
    {width: image.width, height: image.height});
  const brush = canvas.getContext('2d');
  brush.drawImage(image, 0, 0);
  const data = brush.getImageData(0, 0, image.width, image.height).data;
  const count = new Map(), sums = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const key = (data[at] >> 3) << 10 | (data[at + 1] >> 3) << 5 | data[at + 2] >> 3;
    count.set(key, (count.get(key) || 0) + 1);
    const sum = sums.get(key) || [0, 0, 0];
    sum[0] += data[at]; sum[1] += data[at + 1]; sum[2] += data[at + 2];
    sums.set(key, sum);
  }
  const mean = key => sums.get(key).map(one => Math.round(one / count.get(key)));
  const common = [...count].sort((a, b) => b[1] - a[1]).slice(0, most).map(one => mean(one[0]));
  const nearest = new Map();
  for (const key of count.keys()) {
    const [r, g, b] = mean(key);
    let best = 0, least = Infinity;
    common.forEach(([x, y, z], at) => {
      const far = (r - x) ** 2 * 3 + (g - y) ** 2 * 4 + (b - z) ** 2 * 2;
      if (far < least) { least = far; best = at; }
    });
    nearest.set(key, best);
  }
  const points = new Uint8Array(data.length / 4);
  for (let at = 0; at < data.length; at += 4) points[at / 4] =
    nearest.get((data[at] >> 3) << 10 | (data[at + 1] >> 3) << 5 | data[at + 2] >> 3);
  let text = '';
  for (let at = 0; at < points.length; at += 8192)
    text += String.fromCharCode(...points.subarray(at, at + 8192));
  return [image.width, image.height, common, btoa(text)];
}"""


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    sealed = kind + data
    return struct.pack(">I", len(data)) + sealed + struct.pack(">I", zlib.crc32(sealed))


def small(desk: Page, picture: bytes) -> bytes:
    """The picture with few colours; `desk` is an empty page that does the counting."""
    given = [base64.b64encode(picture).decode(), COLOURS]
    width, height, colours, points = desk.evaluate(REDUCE, given)
    rows = base64.b64decode(points)
    lines = b"".join(b"\0" + rows[at : at + width] for at in range(0, len(rows), width))
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    palette = bytes(value for colour in colours for value in colour)
    parts = (
        (b"IHDR", head),
        (b"PLTE", palette),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)
