/** Drafts of contract and model spec from a table that nobody has described yet. */
@NullMarked
package io.sluice.draft;

import org.jspecify.annotations.NullMarked;
