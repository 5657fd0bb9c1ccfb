/** Models as versions: spec, training, artifact, registry, release. */
@NullMarked
package io.sluice.model;

import org.jspecify.annotations.NullMarked;
