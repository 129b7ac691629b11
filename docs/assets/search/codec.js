// The bytes of the index: gzip, numbers of variable length, JSON heads.

export const FORMAT = 4; // of the index; a program must stop at any other

export class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  next() {
    let number = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      number += (byte & 127) * unit;
      if (byte < 128) return number;
      unit *= 128;
    }
  }

  signed() {
    const number = this.next();
    return number % 2 ? -(number + 1) / 2 : number / 2;
  }

  skip(count) {
    while (count > 0) if (this.bytes[this.at++] < 128) count--;
  }

  json() {
    const length = this.next();
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, this.at + length));
    this.at += length;
    return JSON.parse(text);
  }

  get done() {
    return this.at >= this.bytes.length;
  }
}

// The file as it was before gzip; a server that has already unpacked it is none the worse.
export async function unpack(response) {
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

export const toJson = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
