import { expect, it } from 'vitest';
import { rowsSeen } from './rowsSeen';

it('draws what is seen and a little around it, of any number of rows', () => {
  expect(rowsSeen(0, 400, 50, 100_000)).toEqual({ from: 0, to: 17 });
  expect(rowsSeen(50_000, 400, 50, 100_000)).toEqual({ from: 992, to: 1017 });
  expect(rowsSeen(0, 400, 50, 3)).toEqual({ from: 0, to: 3 });
  expect(rowsSeen(0, 400, 50, 0)).toEqual({ from: 0, to: 0 });
});

it('still shows the end when the list has become shorter', () => {
  expect(rowsSeen(50_000, 400, 50, 20)).toEqual({ from: 4, to: 20 });
});
