"""Accounts, and the grants that give them roles on a part of the organisation for a time."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.roles import ROLES
from naerverk_web.organisation.models import Unit


class Accounts(BaseUserManager["Account"]):
    """Makes accounts; an address is kept in lower case."""

    def create_user(self, email: str, name: str, password: str | None = None) -> "Account":
        account = self.model(email=email.strip().lower(), name=name)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email=(username or "").strip().lower())


class Account(AbstractBaseUser):
    """Somebody who can sign in. What they may do is decided by grants alone: there is no superuser."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=2, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = Accounts()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ("name",)  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name


class Linked(models.Model):
    """An account as a sign-in provider knows it. The subject never changes; an e-mail address may."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="linked")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issuer", "subject"], name="linked_subject_once"),
            models.UniqueConstraint(fields=["issuer", "account"], name="linked_account_once"),
        )

    def __str__(self) -> str:
        return self.issuer


class SignedIn(models.Model):
    """A browser where somebody is signed in. Without this row a session opens nothing."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=60, blank=True)
    shared = models.BooleanField(default=False)
    by_provider = models.BooleanField(default=False)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(seen_at__gte=F("began_at")), name="signed_in_in_order"),
            models.CheckConstraint(condition=~Q(session_key=""), name="signed_in_has_a_session"),
        )

    def __str__(self) -> str:
        return self.device


class Factor(models.Model):
    """Something somebody has besides the password: an authenticator app or a passkey."""

    class Kind(models.TextChoices):
        APP = "app"
        PASSKEY = "passkey"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="factors")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=60, blank=True)
    # The app's secret, or the passkey's public key: encrypted at rest.
    sealed = models.BinaryField()
    # SHA-256 of the passkey's own id.
    key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    # The time step (app) or the signature count (passkey) that was used last: only higher ones are taken.
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="app", key__isnull=True) | Q(kind="passkey", key__isnull=False),
                name="factor_of_a_known_kind",
            ),
        )

    def __str__(self) -> str:
        return self.name or self.kind


class RecoveryCode(models.Model):
    """A code on paper that opens once, when phone and passkey are lost. Kept as a keyed hash."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.digest[:8]


class Tries(models.Model):
    """Wrong tries lately, for an account, an address, a place. The key is a keyed hash: it tells none of them.

    `right_at`: when somebody was last let in there; a place that is usual for an account.
    """

    key = models.CharField(max_length=64, primary_key=True)
    wrong = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    right_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.wrong}"


class Grant(models.Model):
    """A role for an account, on a unit and all below it (blank = the whole organisation), from a day to a day."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(key, key) for key in ROLES])
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    deputy = models.BooleanField(default=False)
    # The provider's group that gave it; such a role holds only where the provider let somebody in.
    group = models.CharField(max_length=200, blank=True)
    appointed_by = models.CharField(max_length=200)
    given_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="gave")
    # The last day that people have been told of; told anew when it is moved.
    told_end = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="grant_in_order"
            ),
            models.CheckConstraint(condition=Q(role__in=list(ROLES)), name="grant_of_a_known_role"),
            models.CheckConstraint(
                condition=Q(role__in=[r.key for r in ROLES.values() if not r.whole]) | Q(unit__isnull=True),
                name="grant_of_whole_role_has_no_unit",
            ),
            models.CheckConstraint(condition=~Q(appointed_by=""), name="grant_has_an_appointer"),
        )
        indexes = (models.Index(fields=["account", "valid_from", "valid_to"]),)

    def __str__(self) -> str:
        return f"{self.role} {self.unit or '*'}"
