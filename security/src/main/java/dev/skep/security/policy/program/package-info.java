/**
 * Policies as they run in the kernel.
 *
 * <p>All rules of one hook are one program. A <em>rule</em> is one selector of one policy; {@link
 * dev.skep.security.policy.program.Candidates} has a bit for each that may still match. {@link
 * dev.skep.security.policy.program.HookCode} goes through its steps, the cheapest first: each reads one thing, once for all rules, and takes
 * out the rules that want it otherwise; when none is left the program ends. Whoever is left acts and sends a record.
 *
 * <p>All of it is an ordinary interpreter over ordinary objects. The compiler knows the objects, so what loads has neither: only the loads
 * and comparisons of exactly these rules.
 */
@NullMarked
package dev.skep.security.policy.program;

import org.jspecify.annotations.NullMarked;
