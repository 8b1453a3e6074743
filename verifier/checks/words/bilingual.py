"""Russian words for English headers, as Russian reports speak of English exports."""

from __future__ import annotations

_PAIRS = """
выручка: revenue sales turnover; доход: income revenue; прибыль: profit margin;
расход расходы затраты: cost costs expense expenses spend; стоимость: cost value price;
цена цены: price; сумма суммы: amount total sum; скидка: discount; бюджет: budget;
план: plan target; факт: actual; плата: fee; комиссия: fee commission; налог: tax;
маржа: margin; оплата: payment; платеж платёж: payment;
долг задолженность: debt arrears;
возврат: refund return; количество: quantity qty count number; штука: units quantity;
вес масса: weight; километраж дистанция расстояние: distance; длительность: duration;
время: time duration; задержка опоздание: delay; ожидание: wait waiting;
площадь: area; пробег: mileage; калория: calories; температура: temperature;
оценка рейтинг балл: rating score; возраст: age; стаж: tenure experience;
клиент покупатель заказчик: customer client buyer; пользователь: user;
сотрудник работник: employee staff; пациент: patient; студент: student;
ученик: pupil student; врач: doctor; водитель: driver; гость: guest;
участник: member participant; поставщик: supplier vendor; арендатор: tenant;
читатель: reader; подписчик: subscriber; донор жертвователь: donor;
продавец: seller; менеджер: manager; агент: agent; бегун: runner user;
заказ: order; сделка: deal; договор контракт: contract; заявка: request ticket;
обращение: ticket request; жалоба: complaint; визит посещение: visit; звонок: call;
поездка: trip ride; рейс: flight trip; пробежка забег: run; бронь бронирование: booking;
чек: receipt check; счет счёт: invoice account; товар: product item; продукт: product;
книга: book; билет: ticket; проект: project; задача: task; отзыв: review;
магазин: store shop; склад: warehouse; филиал: branch; отдел: department;
город: city; регион: region; район: district; страна: country; канал: channel;
платформа: platform; категория: category; сегмент: segment; бренд: brand;
статус: status; причина: reason; смена: shift; линия: line; цех: shop workshop;
школа: school; класс: class grade; курс: course; группа: group; этаж: floor;
здание: building; станция: station; маршрут: route; машина: car vehicle;
устройство: device; тариф: plan tariff; источник: source; дата: date; месяц: month;
день: day; неделя: week; год: year; показ: impressions; клик: clicks;
лайк: likes; просмотр: views; сессия: sessions; установка: installs;
дефект брак: defects scrap; отказ: failures rejects; потеря: losses; улей: hives;
"""

BILINGUAL: dict[str, tuple[str, ...]] = {
    russian: tuple(english.split())
    for pair in _PAIRS.split(";")
    if ":" in pair
    for russians, english in [pair.split(":")]
    for russian in russians.split()
}
"""Russian word in its first form → English words that head its column."""
