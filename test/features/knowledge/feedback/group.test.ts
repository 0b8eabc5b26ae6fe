import assert from 'node:assert/strict';
import fc from 'fast-check';
import {groupQuestions, type Grouped} from '../../../../src/features/knowledge/feedback/group.ts';
import {analyse} from '../../../../src/features/knowledge/search/analyse.ts';

const ask = (question: string): Grouped => ({question, terms: analyse(question)});
const texts = (members: readonly Grouped[]) => members.map(({question}) => question);
const one = () => 1;

describe('grouping questions', () => {
  it('puts similar questions together and others apart, the largest group first', () => {
    const groups = groupQuestions(
      ['結婚休暇は何日ですか', '食堂の営業時間', '結婚休暇の日数', '結婚休暇は取れますか'].map(ask),
      (term) => (['何', '何日', '取れる', '日数'].includes(term) ? 0.1 : 1),
    );
    assert.deepEqual(
      groups.map(({members}) => texts(members)),
      [['結婚休暇の日数', '結婚休暇は何日ですか', '結婚休暇は取れますか'], ['食堂の営業時間']],
    );
  });

  it('names the question that is most like the others', () => {
    const words = (question: string) => ({question, terms: question.split(' ')});
    const [group] = groupQuestions(['a b x', 'a b', 'a b y z'].map(words), one);
    assert.equal(group?.typical.question, 'a b');
  });

  const item = fc
    .array(fc.constantFrom('研修', '派遣', '期限', '端末', '許可', '何'), {minLength: 1, maxLength: 4})
    .map((terms) => ({question: terms.join(''), terms}));
  const weigh = (term: string) => (term === '何' ? 0 : term.length);

  it('puts each question into one group, the same whatever their order', () => {
    fc.assert(
      fc.property(
        fc.array(item, {maxLength: 12}),
        fc.array(fc.nat(), {minLength: 12, maxLength: 12}),
        (items, random) => {
          const groups = groupQuestions(items, weigh);
          assert.deepEqual(texts(groups.flatMap(({members}) => members)).sort(), texts(items).sort());
          const keyed = items.map((i, at) => ({i, key: random[at] ?? 0}));
          const shuffled = keyed.sort((a, b) => a.key - b.key).map(({i}) => i);
          const shape = (all: typeof groups) => all.map((g) => [g.typical.question, texts(g.members)]);
          assert.deepEqual(shape(groupQuestions(shuffled, weigh)), shape(groups));
        },
      ),
    );
  });

  it('never parts the same question, and joins none that share no word', () => {
    fc.assert(
      fc.property(fc.array(item, {minLength: 1, maxLength: 12}), (items) => {
        const groups = groupQuestions(items, weigh);
        for (const {members} of groups) {
          for (const other of groups) {
            if (other.members !== members) assert.ok(!texts(other.members).includes(members[0].question));
          }
          // Each shares a word of weight with another of its group, or is the same.
          for (const member of members.length > 1 ? members : []) {
            assert.ok(
              members.some(
                (m) =>
                  m !== member &&
                  (m.question === member.question ||
                    m.terms.some((t) => weigh(t) > 0 && member.terms.includes(t))),
              ),
            );
          }
        }
      }),
    );
  });
});
