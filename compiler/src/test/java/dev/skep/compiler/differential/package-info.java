/** The same Java methods on the JVM and in the kernel, on the same adversarial inputs. */
@NullMarked
package dev.skep.compiler.differential;

import org.jspecify.annotations.NullMarked;
