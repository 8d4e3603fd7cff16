import fc from 'fast-check';
import { indexClasses } from './index-classes';

describe('indexClasses', () => {
  it('orders numbers by value and names by code unit', () => {
    expect(indexClasses(['10', '9', '10', '2'])).toEqual({
      classes: ['2', '9', '10'],
      labels: Int32Array.of(2, 1, 2, 0),
    });
    expect(indexClasses(['b', '10', 'a', '9']).classes).toEqual(['10', '9', 'a', 'b']);
  });

  it('numbers the same people alike in whatever order they come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 4 }), { minLength: 1 }),
        fc.infiniteStream(fc.nat()),
        (texts, order) => {
          const shuffled = [...texts].sort(() => ((order.next().value ?? 0) % 2) * 2 - 1);
          const { labels, classes } = indexClasses(texts);
          expect(indexClasses(shuffled).classes).toEqual(classes);
          expect([...labels].map((label) => classes[label])).toEqual(texts);
        },
      ),
    );
  });
});
