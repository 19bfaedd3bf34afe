/** What tests of this module share: what sources told, and the execs of containers. */
@NullMarked
package dev.skep.identity.scene;

import org.jspecify.annotations.NullMarked;
