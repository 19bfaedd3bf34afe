/**
 * The front end: an online partial evaluator of JVM bytecode.
 *
 * <p>It runs a hook method as the JVM would, with {@link dev.skep.compiler.internal.eval.Abstract abstract values} in place of values:
 * what is known at load time is computed now, what is not becomes an instruction of the
 * {@linkplain dev.skep.compiler.internal.ir intermediate representation}. Calls on known receivers are inlined; loops whose exits
 * are decided by known values unroll, others stay loops; objects that are made and used inside the program live in an abstract
 * heap and never exist at run time.
 *
 * <p>Where a known object is chosen by a value known only at run time, a {@link dev.skep.compiler.internal.eval.Choice} stands for it: what
 * differs between the objects is read from tables in .rodata. A search of many known elements becomes one look-up in a frozen table.
 */
@NullMarked
package dev.skep.compiler.internal.eval;

import org.jspecify.annotations.NullMarked;
