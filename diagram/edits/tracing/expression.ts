/**
 * Programs as far as it matters where a value comes from: what Jsonnet and TypeScript definitions are read into before
 * they are traced. Every expression knows where it stands in the text (UTF-16 offsets).
 */
export type Expression =
  | Literal
  | ObjectLiteral
  | ObjectFor
  | ListLiteral
  | ListFor
  | Variable
  | Self
  | SuperIndex
  | Index
  | Call
  | FunctionLiteral
  | Local
  | If
  | Binary
  | Unary
  | Failure
  | Import
  | Group
  | Opaque;

export interface Standing {
  readonly from: number;
  readonly to: number;
  /** Stands in a library, so it cannot be edited. */
  readonly foreign?: boolean;
}

export type Primitive = string | number | boolean | null | undefined;

export interface Literal extends Standing {
  readonly kind: "literal";
  readonly value: Primitive;
  /** A text block of Jsonnet. */
  readonly block?: boolean;
}

/** `from` is the opening bracket, `to` is after the closing one. */
export interface ObjectLiteral extends Standing {
  readonly kind: "object";
  readonly members: readonly Member[];
  readonly locals: readonly Bind[];
  /** Whether `self` of its fields is the whole object, whatever it is composed with. */
  readonly late: boolean;
  /** Everything that stands between its brackets in order, when there is more than `members`. */
  readonly items?: readonly Standing[];
}

export interface Member extends Standing {
  readonly key: Expression;
  readonly value: Expression;
  /** `key+: value` */
  readonly plus: boolean;
  readonly visibility: ":" | "::" | ":::";
}

export interface Bind {
  readonly name: string;
  readonly value: Expression;
}

export interface ObjectFor extends Standing {
  readonly kind: "object-for";
  readonly locals: readonly Bind[];
  readonly key: Expression;
  readonly value: Expression;
  readonly plus: boolean;
  readonly clauses: readonly Clause[];
}

export type Clause =
  | { readonly kind: "for"; readonly name: string; readonly list: Expression }
  | { readonly kind: "if"; readonly test: Expression };

export interface ListLiteral extends Standing {
  readonly kind: "list";
  readonly elements: readonly Expression[];
  readonly items?: readonly Standing[];
}

export interface ListFor extends Standing {
  readonly kind: "list-for";
  readonly body: Expression;
  readonly clauses: readonly Clause[];
}

export interface Variable extends Standing {
  readonly kind: "variable";
  readonly name: string;
}

export interface Self extends Standing {
  readonly kind: "self" | "root";
}

/** `super.key`, or `key in super`. */
export interface SuperIndex extends Standing {
  readonly kind: "super" | "in-super";
  readonly key: Expression;
}

export interface Index extends Standing {
  readonly kind: "index";
  readonly target: Expression;
  readonly key: Expression;
}

export interface Argument extends Standing {
  readonly name?: string;
  readonly value: Expression;
}

export interface Call extends Standing {
  readonly kind: "call";
  readonly target: Expression;
  readonly args: readonly Argument[];
  /** Offset of the bracket before the arguments. */
  readonly open: number;
}

export interface Parameter {
  readonly name: string;
  readonly fallback?: Expression;
}

export interface FunctionLiteral extends Standing {
  readonly kind: "function";
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Local extends Standing {
  readonly kind: "local";
  readonly binds: readonly Bind[];
  readonly body: Expression;
}

export interface If extends Standing {
  readonly kind: "if";
  readonly test: Expression;
  readonly consequence: Expression;
  readonly otherwise?: Expression;
}

export interface Binary extends Standing {
  readonly kind: "binary";
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends Standing {
  readonly kind: "unary";
  readonly operator: string;
  readonly operand: Expression;
}

/** `error message` */
export interface Failure extends Standing {
  readonly kind: "failure";
  readonly message: Expression;
}

export interface Import extends Standing {
  readonly kind: "import";
  readonly path: string;
}

/** An expression in brackets. */
export interface Group extends Standing {
  readonly kind: "group";
  readonly inner: Expression;
}

/** What is not followed: its value is some function of its parts, or, when broken, of nothing known. */
export interface Opaque extends Standing {
  readonly kind: "opaque";
  readonly what: string;
  /** What tells it from others that are made of the same parts, e.g. its text. */
  readonly content?: string;
  readonly parts: readonly Expression[];
}

/** Expressions directly inside of one. */
export function partsOf(expression: Expression): readonly Expression[] {
  const { kind } = expression;
  switch (kind) {
    case "object":
      return [
        ...expression.locals.map(({ value }) => value),
        ...expression.members.flatMap(({ key, value }) => [key, value]),
      ];
    case "object-for":
      return [...expression.locals.map(({ value }) => value), expression.key, expression.value, ...lists(expression)];
    case "list":
      return expression.elements;
    case "list-for":
      return [expression.body, ...lists(expression)];
    case "super":
    case "in-super":
      return [expression.key];
    case "index":
      return [expression.target, expression.key];
    case "call":
      return [expression.target, ...expression.args.map(({ value }) => value)];
    case "function":
      return [...expression.parameters.flatMap(({ fallback }) => (fallback ? [fallback] : [])), expression.body];
    case "local":
      return [...expression.binds.map(({ value }) => value), expression.body];
    case "if":
      return [expression.test, expression.consequence, ...(expression.otherwise ? [expression.otherwise] : [])];
    case "binary":
      return [expression.left, expression.right];
    case "unary":
      return [expression.operand];
    case "failure":
      return [expression.message];
    case "group":
      return [expression.inner];
    case "opaque":
      return expression.parts;
    default:
      return [];
  }
}

function lists({ clauses }: ObjectFor | ListFor): Expression[] {
  return clauses.map((clause) => (clause.kind === "for" ? clause.list : clause.test));
}
