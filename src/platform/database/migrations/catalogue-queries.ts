/** Tables, views and sequences of ours: everything in `public` but the migrator's records. */
const RELATIONS = `
  (SELECT * FROM pg_class
   WHERE relnamespace = 'public'::regnamespace AND relname NOT IN ('migrations', 'migrations_id_seq'))`;

/** Roles whose rights belong to the schema. Owners differ from server to server and are left out. */
const OUR_ROLES = `'millwright_app', 'millwright_lookup', 'PUBLIC'`;

/** The rights of our roles out of an access control list, in one order. */
function rights(acl: string): string {
  return `
    (SELECT string_agg(grantee || '=' || privileges, ' ' ORDER BY grantee)
     FROM (SELECT CASE WHEN item.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(item.grantee) END AS grantee,
                  string_agg(item.privilege_type, ',' ORDER BY item.privilege_type) AS privileges
           FROM aclexplode(${acl}) AS item GROUP BY item.grantee) AS granted
     WHERE grantee IN (${OUR_ROLES}))`;
}

const TABLES = `
  SELECT concat_ws(' ', relation.relname,
    CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned' WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized' END,
    CASE WHEN relrowsecurity THEN 'rls' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
    'grants(' || ${rights('relacl')} || ')',
    CASE WHEN relkind IN ('v', 'm') THEN regexp_replace(pg_get_viewdef(relation.oid), '\\s+', ' ', 'g') END) AS line
  FROM ${RELATIONS} AS relation
  WHERE relkind IN ('r', 'p', 'v', 'm')
  ORDER BY relation.relname COLLATE "C"`;

const COLUMNS = `
  SELECT concat_ws(' ', relation.relname || '.' || attname, format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN 'not null' END,
    CASE attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity by default' END,
    CASE attgenerated WHEN 's' THEN 'stored' WHEN 'v' THEN 'virtual' END,
    CASE WHEN attgenerated = '' THEN 'default' ELSE 'as' END || ' ' || pg_get_expr(adbin, adrelid),
    CASE WHEN attcollation <> typcollation THEN 'collate ' || attcollation::regcollation END,
    'grants(' || ${rights('attacl')} || ')') AS line
  FROM ${RELATIONS} AS relation
  JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
  JOIN pg_type ON pg_type.oid = atttypid
  LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE relkind IN ('r', 'p', 'v', 'm')
  ORDER BY relation.relname COLLATE "C", attnum`;

/** PostgreSQL 18 lists NOT NULL among the constraints; the columns say it already. */
const CONSTRAINTS = `
  SELECT concat_ws(' ', relation.relname, conname, pg_get_constraintdef(pg_constraint.oid),
    CASE WHEN NOT convalidated THEN 'not validated' END) AS line
  FROM ${RELATIONS} AS relation JOIN pg_constraint ON conrelid = relation.oid
  WHERE contype IN ('p', 'u', 'f', 'c', 'x')
  ORDER BY relation.relname COLLATE "C", conname COLLATE "C"`;

const INDEXES = `
  SELECT concat_ws(' ', regexp_replace(pg_get_indexdef(indexrelid), ' ON public\\.', ' ON '),
    CASE WHEN NOT indisvalid THEN 'invalid' END) AS line
  FROM ${RELATIONS} AS relation JOIN pg_index ON indrelid = relation.oid
  ORDER BY indexrelid::regclass::text COLLATE "C"`;

const TRIGGERS = `
  SELECT concat_ws(' ', regexp_replace(pg_get_triggerdef(pg_trigger.oid), ' ON public\\.', ' ON '),
    CASE tgenabled WHEN 'O' THEN NULL ELSE 'enabled=' || tgenabled::text END) AS line
  FROM ${RELATIONS} AS relation JOIN pg_trigger ON tgrelid = relation.oid AND NOT tgisinternal
  ORDER BY relation.relname COLLATE "C", tgname COLLATE "C"`;

const FUNCTIONS = `
  SELECT concat_ws(' ', replace(regexp_replace(pg_get_functiondef(pg_proc.oid), '\\s+', ' ', 'g'), 'FUNCTION public.', 'FUNCTION '),
    CASE WHEN prosecdef THEN 'owner=' || pg_get_userbyid(proowner) END,
    'grants(' || ${rights("coalesce(proacl, acldefault('f', proowner))")} || ')') AS line
  FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')
  ORDER BY proname COLLATE "C", pg_get_function_identity_arguments(pg_proc.oid) COLLATE "C"`;

const POLICIES = `
  SELECT concat_ws(' ', tablename, policyname, lower(permissive), cmd,
    'to ' || array_to_string(roles, ','), 'using ' || qual, 'check ' || with_check) AS line
  FROM pg_policies WHERE schemaname = 'public'
  ORDER BY tablename COLLATE "C", policyname COLLATE "C"`;

const SEQUENCES = `
  SELECT concat_ws(' ', relation.relname, format_type(seqtypid, NULL), 'start', seqstart, 'by', seqincrement,
    'owned by ' || refobjid::regclass || '.' || attname, 'grants(' || ${rights('relacl')} || ')') AS line
  FROM ${RELATIONS} AS relation
  JOIN pg_sequence ON seqrelid = relation.oid
  LEFT JOIN pg_depend ON classid = 'pg_class'::regclass AND objid = relation.oid AND deptype IN ('a', 'i') AND refobjsubid > 0
  LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
  ORDER BY relation.relname COLLATE "C"`;

const TYPES = `
  SELECT concat_ws(' ', typname, typtype::text,
    (SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = pg_type.oid)) AS line
  FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd', 'r')
  ORDER BY typname COLLATE "C"`;

const COMMENTS = `
  SELECT concat_ws(' ', relation.relname || coalesce('.' || attname, ''), quote_literal(description)) AS line
  FROM ${RELATIONS} AS relation
  JOIN pg_description ON objoid = relation.oid AND classoid = 'pg_class'::regclass
  LEFT JOIN pg_attribute ON attrelid = relation.oid AND attnum = objsubid AND objsubid > 0
  ORDER BY 1`;

const PRIVILEGES = `
  SELECT line FROM (
    SELECT 'schema public ' || ${rights('nspacl')} AS line FROM pg_namespace WHERE nspname = 'public'
    UNION ALL
    SELECT concat_ws(' ', 'default', defaclobjtype::text, ${rights('defaclacl')})
    FROM pg_default_acl WHERE defaclnamespace = 'public'::regnamespace
  ) AS granted
  WHERE line IS NOT NULL ORDER BY line COLLATE "C"`;

/** Title and query of each section; every query answers one column `line` in a fixed order. */
export const CATALOGUE_QUERIES: readonly (readonly [string, string])[] = [
  ['tables', TABLES],
  ['columns', COLUMNS],
  ['constraints', CONSTRAINTS],
  ['indexes', INDEXES],
  ['triggers', TRIGGERS],
  ['functions', FUNCTIONS],
  ['policies', POLICIES],
  ['sequences', SEQUENCES],
  ['types', TYPES],
  ['comments', COMMENTS],
  ['privileges', PRIVILEGES],
];
