/**
 * What the tests of all modules share. {@link dev.skep.testkit.KernelTests} finds itself on the class path of every module's tests
 * and decides which of them run with the rights that this process has; {@link dev.skep.testkit.DescriptorLeaks} does, too, and fails
 * those that leave a descriptor open.
 */
@NullMarked
package dev.skep.testkit;

import org.jspecify.annotations.NullMarked;
