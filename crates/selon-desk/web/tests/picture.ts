// A browser's screenshot with a palette of 256 colours in place of all: a quarter of the bytes, and text looks the same.
import { deflateSync, inflateSync, crc32 } from "node:zlib";

/** A PNG of 8 bits a channel, without interlace, as one with a palette. */
export function reduced(png: Buffer): Buffer {
  const { width, height, channels, data } = decode(png);
  const count = width * height;
  // Colours by five bits a channel; each stands for the mean of what fell on it.
  const cells = new Map<number, { times: number; sum: [number, number, number] }>();
  const cellOf = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const [r, g, b] = [data[at * channels]!, data[at * channels + 1]!, data[at * channels + 2]!];
    const cell = ((r >> 3) << 10) | ((g >> 3) << 5) | (b >> 3);
    cellOf[at] = cell;
    const known = cells.get(cell);
    if (known) {
      known.times++;
      known.sum[0] += r;
      known.sum[1] += g;
      known.sum[2] += b;
    } else cells.set(cell, { times: 1, sum: [r, g, b] });
  }
  const ranked = [...cells].sort(([, one], [, other]) => other.times - one.times);
  const palette = ranked.slice(0, 256).map(([, { times, sum }]) => sum.map((part) => Math.round(part / times)));
  const index = new Map<number, number>();
  ranked.forEach(([cell, { times, sum }], nth) => {
    if (nth < 256) return index.set(cell, nth);
    const colour = sum.map((part) => part / times);
    const distance = (other: number[]) => other.reduce((total, part, channel) => total + (part - colour[channel]!) ** 2, 0);
    let best = 0;
    for (let other = 1; other < palette.length; other++) if (distance(palette[other]!) < distance(palette[best]!)) best = other;
    return index.set(cell, best);
  });
  const rows = Buffer.alloc(height * (width + 1));
  for (let at = 0; at < count; at++) rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = index.get(cellOf[at]!)!;

  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const chunks = [chunk("IHDR", header), chunk("PLTE", Buffer.from(palette.flat())), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([png.subarray(0, 8), ...chunks]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** The samples of a PNG (W3C PNG, 9.2: each row is told by its difference to the left and above). */
function decode(png: Buffer): { width: number; height: number; channels: number; data: Buffer } {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const channels = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const packed = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const data = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? data[y * stride + x - channels]! : 0;
      const above = y > 0 ? data[(y - 1) * stride + x]! : 0;
      const corner = x >= channels && y > 0 ? data[(y - 1) * stride + x - channels]! : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter]!;
      data[y * stride + x] = packed[y * (stride + 1) + 1 + x]! + guess;
    }
  }
  return { width, height, channels, data };
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}
