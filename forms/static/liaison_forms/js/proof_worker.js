/*
 * Finds the number between 0 and `most` whose SHA-256, with `salt` before it, is `challenge`; answers -1 without one.
 * SHA-256 is written out (FIPS 180-4): the browser's own is asked once a try, which costs more than the sum, and is
 * missing where a site has no HTTPS. The salt's first 64 characters are the same in all tries: summed up once.
 */
(() => {
  const BLOCK = 64;
  const fraction = (number) => ((number - Math.floor(number)) * 4294967296) | 0;
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime)) primes.push(number);
  const K = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
  const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
  const w = new Int32Array(64);

  /* Adds one block of 16 words, in the first quarter of `w`, to `state`. */
  const compress = (state) => {
    for (let i = 16; i < 64; i += 1) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
    }
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  };

  /* Puts a block of ASCII into `w`; the last one with the end mark and the length in bits of the whole message. */
  const load = (text, isLast, length) => {
    w.fill(0, 0, 16);
    for (let i = 0; i < text.length; i += 1) w[i >> 2] |= text.charCodeAt(i) << (24 - (i & 3) * 8);
    if (isLast) {
      w[text.length >> 2] |= 0x80 << (24 - (text.length & 3) * 8);
      w[15] = length * 8;
    }
  };

  self.addEventListener("message", ({ data: { salt, challenge, most } }) => {
    const wanted = Int32Array.from({ length: 8 }, (_none, i) => parseInt(challenge.slice(i * 8, i * 8 + 8), 16) | 0);
    const middle = START.slice();
    load(salt.slice(0, BLOCK), false);
    compress(middle);
    const rest = salt.slice(BLOCK); // with a number of some digits it stays shorter than a block
    const state = new Int32Array(8);
    for (let number = 0; number <= most; number += 1) {
      const text = rest + number;
      load(text, true, BLOCK + text.length);
      state.set(middle);
      compress(state);
      if (state[0] === wanted[0] && state.every((word, i) => word === wanted[i])) {
        self.postMessage(number);
        return;
      }
    }
    self.postMessage(-1);
  });
})();
