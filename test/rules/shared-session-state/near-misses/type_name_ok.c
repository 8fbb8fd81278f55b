/* A name that a type is registered under is no credential that was read. */
typedef unsigned long type_id;

const char *intern_static_string(const char *text);
type_id register_static(const char *name);

type_id unix_session_type(void) {
  static type_id known;
  if (!known) {
    type_id made = register_static(intern_static_string("DeskUnixSession"));
    known = made;
  }
  return known;
}
