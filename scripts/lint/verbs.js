/**
 * Verbs with a contract: the first word of a function's name states what a caller may expect of it.
 *
 * - `assertX` throws unless X holds, and returns nothing (or is an assertion of TypeScript, `asserts value is X`).
 * - `problemOfX` returns what is wrong with X, or null or undefined; `problemsOfX` returns or yields every problem.
 *   Neither throws: what a problem means is for the caller to decide.
 * - `requireX` returns X or throws. It never returns null, undefined or nothing.
 * - `findX` returns X, or null or undefined if there is none; or a list.
 * - `isX`, `hasX` and `canX` return a boolean.
 * - `parseX` returns the value that a text or an unknown value stands for.
 * - `checkX` examines something as a whole and returns a report of it; it does not throw what it finds.
 * - `ensureX` creates X unless it exists.
 *
 * `refuse`, `validate`, `verify` and `must` begin no name, because each has been read in two ways. A promise counts as what it
 * resolves to. The rule needs type information.
 */
import ts from 'typescript';

const NOTHING = ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never;
const EMPTY = NOTHING | ts.TypeFlags.Null;
const UNKNOWN = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter;

/**
 * @typedef {object} Result what a signature returns
 * @property {boolean} isNothing void, undefined, never, or an assertion
 * @property {boolean} mayBeEmpty null, undefined or void is among what it returns
 * @property {boolean} isBoolean
 * @property {boolean} isList an iterable other than a string
 */

/**
 * The contract of each verb; `rule` continues “By its name, X …”.
 * @type {Record<string, { fits: (result: Result) => boolean, rule: string, neverThrows?: boolean }>}
 */
const VERBS = {
  assert: {
    fits: ({ isNothing }) => isNothing,
    rule: 'throws or returns nothing (requireX returns what it found)',
  },
  problemOf: {
    fits: ({ mayBeEmpty, isNothing }) => mayBeEmpty && !isNothing,
    rule: 'returns a problem, or null or undefined',
    neverThrows: true,
  },
  problemsOf: { fits: ({ isList }) => isList, rule: 'returns a list of problems', neverThrows: true },
  require: {
    fits: ({ mayBeEmpty, isNothing }) => !mayBeEmpty && !isNothing,
    rule: 'returns a value or throws (assertX returns nothing, findX may return null or undefined)',
  },
  find: {
    fits: ({ mayBeEmpty, isNothing, isList }) => isList || (mayBeEmpty && !isNothing),
    rule: 'returns a value, or null or undefined if there is none, or a list (requireX throws if there is none)',
  },
  is: { fits: ({ isBoolean }) => isBoolean, rule: 'returns a boolean' },
  has: { fits: ({ isBoolean }) => isBoolean, rule: 'returns a boolean' },
  can: { fits: ({ isBoolean }) => isBoolean, rule: 'returns a boolean' },
  parse: { fits: ({ isNothing }) => !isNothing, rule: 'returns the value that it has read' },
  check: {
    fits: ({ isNothing }) => !isNothing,
    rule: 'returns a report (assertX throws)',
    neverThrows: true,
  },
};

const BANNED = /^(refuse|validate|verify|must)(?![a-z])/;
const NAME = new RegExp(`^(${Object.keys(VERBS).join('|')})(?=[A-Z])`);

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'hold the verbs that begin the names of functions to their contracts' },
    messages: {
      result: 'By its name, {{name}} {{rule}}; it returns {{type}}.',
      throws: 'By its name, {{name}} returns what is wrong, and its caller decides whether to throw.',
      banned:
        '“{{verb}}” has no contract: assertX throws, problemOfX returns a problem, checkX returns a report.',
    },
  },
  create(context) {
    const { parserServices } = context.sourceCode;
    const checker = parserServices.program.getTypeChecker();

    function heed(name, node, throwing) {
      const banned = BANNED.exec(name.name);
      const verb = banned ? undefined : NAME.exec(name.name)?.[1];
      if (!banned && !verb) return;
      const signatures = signaturesOf(node);
      if (signatures.length === 0) return;
      if (banned) {
        context.report({ node: name, messageId: 'banned', data: { verb: banned[1] } });
        return;
      }
      const { fits, rule, neverThrows } = VERBS[verb];
      for (const signature of signatures) {
        const type = checker.getReturnTypeOfSignature(signature);
        const result = resultOf(signature, type);
        if (result && !fits(result)) {
          const data = { name: name.name, rule, type: checker.typeToString(type) };
          context.report({ node: name, messageId: 'result', data });
          return;
        }
      }
      if (neverThrows && throwing)
        context.report({ node: throwing, messageId: 'throws', data: { name: name.name } });
    }

    function signaturesOf(node) {
      const type = parserServices.getTypeAtLocation(node);
      return checker.getNonNullableType(type).getCallSignatures();
    }

    /** @returns {Result | undefined} undefined if the type is unknown */
    function resultOf(signature, type) {
      const awaited = checker.getAwaitedType(type) ?? type;
      if (awaited.flags & UNKNOWN) return undefined;
      const parts = awaited.isUnion() ? awaited.types : [awaited];
      const predicate = checker.getTypePredicateOfSignature(signature);
      const asserts =
        predicate?.kind === ts.TypePredicateKind.AssertsIdentifier ||
        predicate?.kind === ts.TypePredicateKind.AssertsThis;
      return {
        isNothing: asserts || parts.every(({ flags }) => flags & NOTHING),
        mayBeEmpty: parts.some(({ flags }) => flags & EMPTY),
        isBoolean: parts.every(({ flags }) => flags & ts.TypeFlags.BooleanLike),
        isList:
          parts.every((part) => part.flags & EMPTY || isIterable(part)) &&
          !parts.every(({ flags }) => flags & EMPTY),
      };
    }

    function isIterable(type) {
      if (type.flags & ts.TypeFlags.StringLike) return false;
      return checker
        .getPropertiesOfType(checker.getApparentType(type))
        .some(({ escapedName }) => /^__@(iterator|asyncIterator)@/.test(escapedName));
    }

    /** Whether the functions of an object are typed elsewhere, where their names are checked. */
    function isStated(object) {
      const type = checker.getContextualType(parserServices.esTreeNodeToTSNodeMap.get(object));
      return type !== undefined && !(type.flags & UNKNOWN);
    }

    // The throw statements of the functions that are being visited, innermost last.
    const throwing = [];
    const enter = () => throwing.push(null);
    function leave(node) {
      const thrown = throwing.pop();
      const { parent } = node;
      if (node.id) heed(node.id, node, thrown);
      else if (
        parent.type === 'VariableDeclarator' &&
        parent.init === node &&
        parent.id.type === 'Identifier'
      )
        heed(parent.id, node, thrown);
      else if (/^(MethodDefinition|PropertyDefinition)$/.test(parent.type) && parent.value === node)
        named(parent.key, node, thrown);
      else if (parent.type === 'Property' && parent.value === node && !isStated(parent.parent))
        named(parent.key, node, thrown);
    }
    function named(key, node, thrown) {
      if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') heed(key, node, thrown);
    }

    return {
      FunctionDeclaration: enter,
      'FunctionDeclaration:exit': leave,
      FunctionExpression: enter,
      'FunctionExpression:exit': leave,
      ArrowFunctionExpression: enter,
      'ArrowFunctionExpression:exit': leave,
      // An error that a function caught and rethrows is not a problem that it found.
      'ThrowStatement:not(CatchClause ThrowStatement)'(node) {
        if (throwing.length > 0) throwing[throwing.length - 1] ??= node;
      },
      TSPropertySignature: (node) => named(node.key, node, null),
      TSMethodSignature: (node) => named(node.key, node, null),
    };
  },
};
