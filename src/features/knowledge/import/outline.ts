/**
 * Lines to a tree of headings. Documents do not say how deep a heading lies, so the level of a mark is
 * learned from its surroundings: a style that is open already continues there, a new one goes deeper.
 * A few styles are always outer ones (chapters, articles, parts of a bundle), whatever is open.
 */
import type {Line, Mark} from './lines.ts';
import {findAgenda, isDateLine, isTitle, kanaNumbers, readLines, titleKey} from './lines.ts';
import type {Section} from './tables.ts';
import {nameRepeated, spreadLegend} from './tables.ts';

// Styles that end whatever is open and lies deeper. Smaller is further out.
const OUTER: Readonly<Record<string, number>> = {
  '#1': -6,
  '#2': -5,
  '#3': -4,
  '#4': -3,
  '#5': -2,
  '#6': -1,
  part: 0,
  編: 1,
  部: 1,
  supplement: 1,
  attachment: 1,
  章: 1.1,
  節: 1.2,
  款: 1.3,
  article: 1.4,
  reference: 1.5,
  named: 2,
};
const SYMBOL = /^[■□◆◇●◎○▼▽★☆]$|^bracket|^angle$/;
const ITEM = /^(?:digit|\(|①$|ア$|一$|a$)/;
const RESPONSE = /^[【《（(■●○◆]?\s*(?:措置|回答|答弁|対応|処置|講じた|改善内容|改善措置|所管課)/;
const DOCUMENT =
  /(?:報告書?|一覧表?|について|概要|計画書?|規程|規則|要綱|要領|方針|マニュアル|手順書?|手引き?|ガイドライン|通知|資料|会議録|議事録|議事要旨|会議|委員会|取組み?|Q&A|FAQ)(?:[（(][^）)]*[）)])?$/;
const REGULATION = /(?:規程|規則|条例|要綱|要領|規約|訓令)(?:[（(][^）)]*[）)])?$/;
const WHEN = /(?:日|日時|期間|期日|期限|日程|時期)$/;
const CAPTION = /^[（(]([^（()）]{1,40})[）)]$/;

/** What is known of a heading when it is opened. */
type More = {readonly [K in keyof Section]?: Section[K] | undefined};

/** Reads the structure of a mended text. The result is the document; its label is empty. */
export function readOutline(text: string): Section {
  return new Outline(readLines(text)).read();
}

class Outline {
  private readonly lines: readonly Line[];
  private readonly root = section('root', '', []);
  private readonly stack: Section[] = [this.root];
  private readonly agenda: ReadonlySet<string>;
  private readonly dropped: ReadonlySet<number>;
  private readonly listed: ReadonlySet<number>;
  private readonly hashes: boolean;
  private caption: Line | undefined;
  private broken = true;

  constructor(lines: readonly Line[]) {
    this.lines = lines;
    const hashes = lines.filter((line) => line.mark?.style.startsWith('#') === true);
    // One `##` in a text is what a converter left of a bold line, not the document's outline.
    this.hashes = hashes.length > 1 || hashes[0]?.mark?.style === '#1';
    ({agenda: this.agenda, dropped: this.dropped, listed: this.listed} = findAgenda(lines));
  }

  read(): Section {
    for (const line of this.lines) {
      if (line.blank) this.broken = true;
      else if (!this.dropped.has(line.index)) {
        this.take(line);
        this.broken = false;
      }
    }
    nameRepeated(this.root);
    spreadLegend(this.root);
    return this.root;
  }

  private take(line: Line): void {
    const first = this.root.body.length === 0 && this.root.children.length === 0;
    if (line.row || this.listed.has(line.index)) {
      this.add(line);
      return;
    }
    if (this.caption === undefined && this.isCaption(line)) {
      this.caption = line;
      return;
    }
    const heading =
      this.outer(line) ?? this.legalItem(line) ?? this.marked(line) ?? (first ? undefined : this.plain(line));
    if (heading === undefined) {
      this.add(line);
      return;
    }
    heading();
    this.caption = undefined;
  }

  // Body

  private add(line: Line): void {
    const body = this.top().body;
    const last = body.at(-1);
    const listed = line.bullet !== undefined || line.mark !== undefined || this.listed.has(line.index);
    const kind = line.row ? 'table' : listed ? 'list' : 'text';
    const continues =
      last !== undefined &&
      (kind === last.kind ? kind !== 'text' || !this.broken : last.kind === 'list' && !this.broken);
    if (continues && !(kind === 'table' && last.kind !== 'table')) last.lines.push(line);
    else body.push({kind, lines: [line]});
  }

  // Headings: each method says whether a line is one of its kind, and gives what then happens.

  private outer(line: Line): (() => void) | undefined {
    const {mark} = line;
    if (mark?.style.startsWith('#') === true) {
      if (!this.hashes)
        return () => this.open('plain', [line.text.replace(/^#+\s*/, '')], {follow: this.follow(line)});
      const isName = mark.style === '#1' && this.root.children.length === 0;
      return () =>
        isName
          ? this.root.body.push({kind: 'text', lines: [{...line, shown: mark.title}]})
          : this.rank(mark.style, [mark.title]);
    }
    const isFirst = this.root.body.length === 0 && this.root.children.length === 0;
    // What a document begins with is its title, not a part of it.
    if (this.isPart(line)) {
      return () => {
        if (isFirst) this.root.body.push({kind: 'text', lines: [{...line, shown: line.text}]});
        else this.rank('part', [line.text], {label: mark?.title ?? line.text});
      };
    }
    if (mark === undefined || !(mark.style in OUTER)) return undefined;
    if (mark.style === 'article') return () => this.article(line, mark);
    if (mark.style === 'supplement')
      return () => this.rank('supplement', [`${mark.mark}${mark.title}`], {legal: true});
    if (mark.style === 'named') {
      if (!isTitle(mark.title)) return undefined;
      return this.isFresh() && !this.isOpen('named')
        ? () => this.open('named', [line.text])
        : () => this.rank('named', [line.text]);
    }
    return isTitle(mark.title) || mark.title === '' ? () => this.rank(mark.style, [line.text]) : undefined;
  }

  private article(line: Line, mark: Mark): void {
    const within = /^[（(]([^（()）]{1,40})[）)]/.exec(mark.title)?.[1];
    const name = within ?? CAPTION.exec(this.caption?.text ?? '')?.[1];
    const head = this.caption === undefined ? [] : [this.caption.shown];
    this.rank('article', head, {legal: true, label: name === undefined ? mark.mark : `${mark.mark} ${name}`});
    this.add({...line, shown: line.text});
  }

  private legalItem(line: Line): (() => void) | undefined {
    const {mark} = line;
    if (mark === undefined || !ITEM.test(mark.style) || !this.isLegal()) return undefined;
    const open = this.stack.findLast((one) => one.style === mark.style);
    const numbers = mark.style === 'ア' ? kanaNumbers(mark.mark) : [mark.number ?? 0];
    // Paragraphs begin with 2, the first has no number.
    const isFirst = numbers.some((n) => n === 1 || (n === 2 && mark.style.startsWith('digit')));
    if (open === undefined ? !isFirst : numbers.every((n) => n <= (open.number ?? 0)) && mark.style !== 'ア')
      return undefined;
    const caption = CAPTION.exec(this.caption?.text ?? '')?.[1];
    const [, name] = /^([^\s。、]{1,30})\s+\S/.exec(mark.title) ?? [];
    const label = `${mark.mark}${name === undefined ? '' : ` ${name}`}${caption === undefined ? '' : ` ${caption}`}`;
    const head = this.caption === undefined ? [] : [this.caption.shown];
    return () => {
      this.open(mark.style, head, {legal: true, label, number: mark.number});
      this.add({...line, shown: line.text});
    };
  }

  private marked(line: Line): (() => void) | undefined {
    const {mark} = line;
    if (mark === undefined) return undefined;
    if (mark.style === 'question') return () => this.open('question', [line.text]);
    if (mark.style === 'answer') return undefined;
    const title = SYMBOL.test(mark.style) ? isTitle(mark.title, 45) : isTitle(mark.title);
    if (!title && !(line.bold && mark.title.length <= 80)) return undefined;
    const next = this.next(line);
    // The same sign on the next line: a list.
    if (SYMBOL.test(mark.style) && (next === undefined || next.mark?.style === mark.style) && !line.bold)
      return undefined;
    if (this.isResponse(line, mark)) return () => this.respond(mark.style, line);
    if (mark.number !== undefined && !line.bold && !this.continues(mark)) return undefined;
    return () => {
      const open = this.stack.findLast((one) => one.style === mark.style && !one.response);
      const restarts =
        mark.number === 1 &&
        open?.number !== undefined &&
        open !== this.top() &&
        !mark.style.startsWith('digit');
      // A sign after text under a plain heading ends that heading; right below it, it is part of it.
      if (SYMBOL.test(mark.style) && open === undefined && !this.isFresh())
        while (this.top().style === 'plain') this.stack.pop();
      this.open(mark.style, [line.text], {number: mark.number, deeper: restarts});
    };
  }

  private plain(line: Line): (() => void) | undefined {
    // 「記」 parts a letter from its points; it names nothing.
    if (line.text === '記') return undefined;
    if (line.mark !== undefined || line.bullet !== undefined) return undefined;
    const next = this.next(line);
    if (next === undefined) return undefined;
    if (!line.bold) {
      if (!isTitle(line.text, 45) || !this.broken || this.lines[line.index + 1]?.blank !== true)
        return undefined;
      if (
        /[ぁ-ん]$/.test(line.text) &&
        !/(?:[取り]組み|まとめ|[打申]し?[合込]わ?せ?み?|お知らせ|問い?合わ?せ|流れ|ねらい|きまり|決まり|もの|こと|とき|とは|か|方|い[てく])$/.test(
          line.text,
        ) &&
        !DOCUMENT.test(line.text)
      )
        return undefined;
      if (
        /^[「『（(※⇒→＊*]/.test(line.text) &&
        !/[」』]\S/.test(line.text) &&
        !CAPTION.test(line.text) &&
        !/^※\s*参考/.test(line.text)
      )
        return undefined;
      if (
        next.mark === undefined &&
        !next.row &&
        next.bullet === undefined &&
        isTitle(next.text, 45) &&
        !/[、。]/.test(next.text)
      )
        return undefined;
      if (this.isFresh() && this.wouldLeave(next)) return undefined;
      // The section's name between a report's date and its first heading; labels in a drawing.
      if (this.top().style === 'part' && this.isTitlePage() && next.mark !== undefined) return undefined;
      if (this.afterLabel()) return undefined;
    }
    if (this.isResponse(line, undefined)) return () => this.respond('plain', line);
    return () => this.openPlain(line);
  }

  private openPlain(line: Line): void {
    const follow = this.follow(line);
    const from = this.stack.findLastIndex((one) => one.response) + 1;
    const plains = this.stack.slice(from).filter((one) => one.style === 'plain');
    const same = plains.findLast((one) => one.follow === follow);
    const inner = plains.at(-1);
    // 「- 評価」 with nothing below it, the last of a list: what follows belongs to it.
    const last = inner?.body.at(-1);
    const label = last?.lines.at(-1);
    const opens =
      inner === this.top() &&
      last?.kind === 'list' &&
      last.lines.length > 1 &&
      label?.bullet !== undefined &&
      label.text.length <= 12 &&
      isTitle(label.text) &&
      last.lines.some((l) => l.bullet !== label.bullet);
    const target = same ?? (opens ? undefined : inner);
    if (target !== undefined) this.stack.length = this.stack.indexOf(target);
    this.push(section('plain', line.text, [line.text], {follow}));
  }

  private respond(style: string, line: Line): void {
    const before = this.stack.findLastIndex((one) => one.response && one.style === style);
    if (before > 0) this.stack.length = before;
    this.push(section(style, line.text, [line.text], {response: true}));
  }

  // The stack

  private top(): Section {
    return this.stack.at(-1) ?? this.root;
  }

  private push(one: Section): void {
    this.top().children.push(one);
    this.stack.push(one);
  }

  /** Opens on the level where its style is open, else below everything. */
  private open(style: string, head: readonly string[], more: More & {deeper?: boolean} = {}): void {
    const at = this.stack.findLastIndex((one) => one.style === style && !one.response);
    if (at > 0 && more.deeper !== true) this.stack.length = at;
    this.push(section(style, more.label ?? head[0] ?? '', head, more));
  }

  /** Opens on the level of its rank: closes what lies deeper, and what has no rank. */
  private rank(style: string, head: readonly string[], more: More = {}): void {
    const rank = OUTER[style] ?? 0;
    while (this.stack.length > 1 && (OUTER[this.top().style] ?? Infinity) >= rank) this.stack.pop();
    this.push(section(style, more.label ?? head[0] ?? '', head, more));
  }

  // Questions that the methods above ask

  private next(line: Line): Line | undefined {
    return this.lines.slice(line.index + 1, line.index + 8).find((one) => !one.blank);
  }

  private follow(line: Line): string {
    const next = this.next(line);
    return next?.row === true ? 'row' : (next?.bullet ?? next?.mark?.style ?? 'text');
  }

  private isOpen(style: string): boolean {
    return this.stack.some((one) => one.style === style);
  }

  private isLegal(): boolean {
    return this.stack.some((one) => one.legal);
  }

  /** Whether a heading was just read and nothing below it yet. */
  private isFresh(): boolean {
    const top = this.top();
    return top !== this.root && top.body.length === 0 && top.children.length === 0;
  }

  /** Whether below the heading there is no more than dates and names so far. */
  private isTitlePage(): boolean {
    const {body, children} = this.top();
    return (
      children.length === 0 &&
      body.every(
        (block) =>
          block.kind === 'text' &&
          block.lines.every((line) => line.text.length <= 30 && !line.text.includes('。')),
      )
    );
  }

  private afterLabel(): boolean {
    const last = this.top().body.at(-1);
    const text = last?.kind === 'text' ? (last.lines.at(-1)?.text ?? '') : '';
    return isTitle(text, 20) && !/[、。]/.test(text) && !/^[（(]/.test(text);
  }

  private isCaption(line: Line): boolean {
    if (!CAPTION.test(line.text)) return false;
    const next = this.next(line);
    return (
      next?.mark?.style === 'article' || (this.isLegal() && next?.mark?.style.startsWith('digit') === true)
    );
  }

  private continues(mark: Mark): boolean {
    const open = this.stack.findLast((one) => one.style === mark.style);
    const numbers = mark.style === 'ア' ? kanaNumbers(mark.mark) : [mark.number ?? 0];
    if (open === undefined) return numbers.includes(1) || !mark.style.startsWith('digit');
    return numbers.includes(1) || numbers.some((n) => n > (open.number ?? 0) && n <= (open.number ?? 0) + 3);
  }

  private isResponse(line: Line, mark: Mark | undefined): boolean {
    if (!RESPONSE.test(line.text) || mark?.number !== undefined) return false;
    const style = mark?.style ?? 'plain';
    const at = this.stack.findLastIndex((one) => one.style === style && !one.response);
    return (
      at > 0 && (at < this.stack.length - 1 || this.stack.some((one) => one.response && one.style === style))
    );
  }

  private isPart(line: Line): boolean {
    if (line.bullet !== undefined || line.bold) return false;
    const {mark} = line;
    const symbol = mark !== undefined && SYMBOL.test(mark.style);
    if (mark !== undefined && !symbol) return false;
    const text = mark?.title ?? line.text;
    if (!isTitle(text)) return false;
    if (REGULATION.test(text) && this.beginsRegulation(line)) return true;
    if (symbol || this.hashes || this.isFresh() || !this.broken) return false;
    if (this.root.body.length === 0 && this.root.children.length === 0) return false;
    const next = this.next(line);
    if (next === undefined) return false;
    if (this.agenda.has(titleKey(text))) return true;
    if (next.mark?.style === 'question' && /質問|問答|FAQ|[QＱ][&＆][AＡ]/.test(text)) return true;
    if (isDateLine(next.text)) return !WHEN.test(text) && (DOCUMENT.test(text) || text.length >= 10);
    const first = next.mark?.number === 1 && /^(?:digit|roman|[編部章]$|article)/.test(next.mark.style);
    return first && (DOCUMENT.test(text) || this.isOpen(next.mark.style));
  }

  private beginsRegulation(line: Line): boolean {
    const near = this.lines.slice(line.index + 1, line.index + 30).filter((one) => !one.blank);
    const at = near.findIndex((one) => one.mark?.style === 'article');
    if (at < 0 || at > 10) return false;
    return near.slice(0, at).every((one) => one.mark === undefined || /^[編部章節款]$/.test(one.mark.style));
  }

  private wouldLeave(next: Line): boolean {
    if (this.isPart(next)) return true;
    const style = next.mark?.style;
    return style !== undefined && (style in OUTER || (this.isOpen(style) && next.mark?.number !== 1));
  }
}

function section(style: string, label: string, head: readonly string[], more: More = {}): Section {
  return {
    style,
    label: label.replace(/\s+/g, ' ').trim(),
    head,
    body: [],
    children: [],
    legal: more.legal ?? false,
    response: more.response ?? false,
    ...(more.number === undefined ? {} : {number: more.number}),
    ...(more.follow === undefined ? {} : {follow: more.follow}),
  };
}
