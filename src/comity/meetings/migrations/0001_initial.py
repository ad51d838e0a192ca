import comity.tlp
import django.db.models.deletion
import i18nfield.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('documents', '0002_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('CLEAR', 'TLP:CLEAR'), ('GREEN', 'TLP:GREEN'), ('AMBER', 'TLP:AMBER'), ('AMBER+STRICT', 'TLP:AMBER+STRICT'), ('RED', 'TLP:RED')], default=comity.tlp.Label['AMBER'], max_length=12, verbose_name='label')),
                ('with_observers', models.BooleanField(default=False, verbose_name='with observers')),
                ('offered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered')),
                ('shared_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='shared')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('number', models.CharField(blank=True, help_text='XIV', max_length=20, verbose_name='number')),
                ('title', i18nfield.fields.I18nCharField(max_length=300, verbose_name='title')),
                ('about', i18nfield.fields.I18nTextField(blank=True, default='', verbose_name='about')),
                ('starts_on', models.DateField(verbose_name='starts')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends')),
                ('precision', models.CharField(choices=[('day', 'to the day'), ('month', 'to the month'), ('year', 'to the year')], default='day', max_length=5, verbose_name='date is known')),
                ('place', i18nfield.fields.I18nCharField(blank=True, default='', max_length=200, verbose_name='place')),
                ('outcome', i18nfield.fields.I18nTextField(blank=True, default='', verbose_name='outcome')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='source')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('bodies', models.ManyToManyField(related_name='meetings', to='parties.body', verbose_name='bodies')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.body', verbose_name='audience')),
                ('conference', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='meetings.meeting', verbose_name='conference')),
                ('host', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party', verbose_name='host')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party', verbose_name='owner')),
                ('recipients', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipients')),
            ],
            options={
                'verbose_name': 'meeting',
                'verbose_name_plural': 'meetings',
                'ordering': ['-starts_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(choices=[('CLEAR', 'TLP:CLEAR'), ('GREEN', 'TLP:GREEN'), ('AMBER', 'TLP:AMBER'), ('AMBER+STRICT', 'TLP:AMBER+STRICT'), ('RED', 'TLP:RED')], default=comity.tlp.Label['AMBER'], max_length=12, verbose_name='label')),
                ('with_observers', models.BooleanField(default=False, verbose_name='with observers')),
                ('offered_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='offered')),
                ('shared_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='shared')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('number', models.CharField(blank=True, max_length=12, verbose_name='number')),
                ('title', i18nfield.fields.I18nCharField(max_length=300, verbose_name='title')),
                ('mode', models.CharField(choices=[('open', 'open'), ('observers', 'observers'), ('members_only', 'members only')], default='open', max_length=12, verbose_name='mode')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.body', verbose_name='audience')),
                ('documents', models.ManyToManyField(blank=True, related_name='items', to='documents.document')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party', verbose_name='owner')),
                ('recipients', models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='recipients')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='meetings.meeting')),
            ],
            options={
                'verbose_name': 'agenda item',
                'verbose_name_plural': 'agenda items',
                'ordering': ['meeting', 'position', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='meeting_ends_after_it_starts', violation_error_message='A meeting cannot end before it begins.'),
        ),
    ]
