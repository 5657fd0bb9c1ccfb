/** Who may do what: users, roles, and the encryption of fields. */
@NullMarked
package io.sluice.access;

import org.jspecify.annotations.NullMarked;
