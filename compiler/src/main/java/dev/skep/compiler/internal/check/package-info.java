/**
 * What the verifier would refuse, found before it and said in Java's terms: one class for each rule. A check refuses only what no
 * kernel's verifier accepts; where it cannot tell, it lets the program pass.
 */
@NullMarked
package dev.skep.compiler.internal.check;

import org.jspecify.annotations.NullMarked;
