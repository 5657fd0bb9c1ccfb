/** Drafts of models over REST. */
@NullMarked
package io.sluice.api.draft;

import org.jspecify.annotations.NullMarked;
